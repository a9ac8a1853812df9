import { SherpaError } from '../errors.ts';

/** Why packed bytes cannot be unpacked further; what came before has been passed on. */
export class Damage extends Error {
  override readonly name = 'Damage';
  readonly reason: string;
  readonly code: 'ARCHIVE_DAMAGED' | 'ARCHIVE_NOT_UNPACKED' | 'ARCHIVE_ENCRYPTED';

  constructor(reason: string, code: Damage['code'] = 'ARCHIVE_DAMAGED') {
    super(reason);
    this.reason = reason;
    this.code = code;
  }

  static cut = (): Damage => new Damage('it ends in the middle');
  static broken = (): Damage => new Damage('its data is damaged');
  static notUnpacked = (reason: string): Damage => new Damage(reason, 'ARCHIVE_NOT_UNPACKED');

  toError(name: string): SherpaError {
    return new SherpaError(this.code, { name, reason: this.reason }, { cause: this });
  }
}
