import { raw, type Word } from '../quote.ts';
import type { Column, DelimitedProfile } from '../profile-file.ts';
import type { Scan } from '../scan.ts';

/** A table with a separator that a request is about. */
export interface Table {
  readonly scan: Scan;
  readonly profile: DelimitedProfile;
  readonly file: Word;
  readonly path: string;
  readonly flags: readonly string[];
  readonly header: boolean;
  readonly column: (tag: string | undefined) => Column;
}

export const noHeader = (scan: Scan): boolean =>
  scan.take('(?:,? ?)(?:without|with no|no|not)(?: the| an?)? {header}') !== null;
export const withHeader = (scan: Scan): boolean =>
  scan.take(
    '(?:,? ?(?:and )?)(?:with|keep(?:ing)?|including|each with)(?: the| its| an?)? {header}(?: line| row)?(?: first| on top| at the top)?',
    '(?:{show} )?(?:the )?{header}(?: line| row)?(?: first)?,? and (?:then )?(?:the |all |its )*(?:remaining |resulting |matching )?{lines}',
    '(?:{show} )?(?:the )?{header}(?: line| row)? first',
  ) !== null;
export const separatorOption = ({ profile }: Table): Word[] => [
  '-t',
  profile.separator === '\t' ? raw("$'\\t'") : profile.separator,
];
export const sortKey = ({ at, numeric }: Column, descending: boolean): string =>
  `-k${at},${at}${numeric ? 'n' : ''}${descending ? 'r' : ''}`;
