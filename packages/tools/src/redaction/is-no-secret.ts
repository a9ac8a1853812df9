/** Words that stand where a secret would: a missing value, a type, a state. */
const words = new Set(
  `absent any array bool boolean bytes char default deleted denied disabled empty enabled expected expired fail failed failure false
  generated hidden ignored incorrect int integer invalid is list masked mismatch missing must n/a na nil no none not null nullable number object ok
  omitted optional password prompt received redacted refused rejected removed required reset revoked secret sensitive set snipped str
  string text token true undefined unknown unset valid varchar was wrong yes your`.split(/\s+/),
);

/** A reference to where the value is kept, or a place to put one. */
const reference =
  /^(?:\$\{|\$\(|\$[A-Za-z_]|\{\{|\{[\w.]+\}$|%\(|%[A-Z_]+%$|<|[([{][A-Za-z ]+[)\]}]?$|&lt;|env[:.]|vault[:.]|secrets?[:./]|file:|@Microsoft\.KeyVault|os\.environ|os\.getenv|process\.env|dbutils\.secrets|Variable\.get|getpass)/;
const masked = /\*{3}|•{2}|^[*x.#_•-]+$|^(?:x{4,}|X{4,})/;
/** `self.password`, `config.db.password`: code that names where a value is. */
const attribute =
  /^[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*\.(?:\w*(?:pass|pwd|secret|token|key|cred)\w*)$/i;
const call = /^[A-Za-z_][\w.]*\($|^[A-Za-z_][\w.]*\(.*\)?$/;

/** Whether a text in the place of a secret only says that there is one, is none, or where it is. */
export function isNoSecret(value: string): boolean {
  return (
    words.has(value.toLowerCase()) ||
    reference.test(value) ||
    masked.test(value) ||
    attribute.test(value) ||
    call.test(value) ||
    /^[-_=<>|?!%&/\\.,:;()[\]{}]+$/.test(value)
  );
}
