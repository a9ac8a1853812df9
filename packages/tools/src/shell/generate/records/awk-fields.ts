import { awkText, literalPattern } from '../quote.ts';
import type { Profile } from '../profile-file.ts';
import type { Condition, Key, Moment } from './query.ts';

/** How awk gets at the parts of a line of one form. */
export class AwkFields {
  readonly flags: string[];
  /** Functions and actions that run before the condition of each line. */
  private readonly needs = new Set<'csv' | 'pair' | 'return' | 'message' | 'match' | 'quote'>();
  private readonly profile: Profile;
  private readonly many: boolean;

  /** @param many several files, each with its own first line. */
  constructor(profile: Profile, many: boolean) {
    this.profile = profile;
    this.many = many;
    this.flags =
      profile.form === 'delimited' && !profile.quoted
        ? ['-F', separatorFlag(profile.separator)]
        : [];
    if (profile.form === 'delimited' && profile.quoted) this.needs.add('csv');
    if (profile.form === 'delimited' && profile.carriageReturns) this.needs.add('return');
  }

  /** Text before the rules: functions, and what every line goes through. */
  get prologue(): string {
    const separator = this.profile.form === 'delimited' ? this.profile.separator : ',';
    return [
      this.needs.has('csv')
        ? `function csv(s, i,n,c,q){split("",f);n=1;f[1]="";for(i=1;i<=length(s);i++){c=substr(s,i,1);if(c=="\\""){if(q&&substr(s,i+1,1)=="\\""){f[n]=f[n] c;i++}else q=!q}else if(c==${awkText(separator)}&&!q)f[++n]="";else f[n]=f[n] c}return n} `
        : '',
      this.needs.has('pair')
        ? `function v(k, s){if(!match(" " $0,"[ ,;([{]" k "=${this.profile.columns.some(({ quoted }) => quoted) ? String.raw`(\"[^\"]*\"|[^] ,;)}]*)` : '[^] ,;)}]*'}"))return "";s=substr(" " $0,RSTART,RLENGTH);sub(/^[^=]*=/,"",s);${this.profile.columns.some(({ quoted }) => quoted) ? String.raw`gsub(/"/,"",s);` : ''}return s} `
        : '',
      this.needs.has('message') && 'message' in this.profile
        ? `function msg(s){sub(/${this.profile.message}/,"",s);return s} `
        : '',
      this.needs.has('match')
        ? 'function hit(p){return match($0,p) ? substr($0,RSTART,RLENGTH) : ""} '
        : '',
      this.needs.has('quote')
        ? 'function q(s){if(s ~ /[",]/){gsub(/"/,"\\"\\"",s);s="\\"" s "\\""}return s} '.replaceAll(
            '\\\\',
            '\\',
          )
        : '',
      this.needs.has('return') ? '{sub(/\\r$/,"")} ' : '',
      this.needs.has('csv') ? '{nf=csv($0)} ' : '',
    ].join('');
  }

  get skipsHeader(): string | null {
    return this.profile.form === 'delimited' && this.profile.header
      ? this.many
        ? 'FNR>1'
        : 'NR>1'
      : null;
  }

  get fieldCount(): string {
    return this.needs.has('csv') ? 'nf' : 'NF';
  }

  key(key: Key): string {
    if (key.kind === 'lineNumber') return this.many ? 'FNR' : 'NR';
    if (key.kind === 'fieldCount') return this.fieldCount;
    if (key.kind === 'level') return this.level();
    if (key.kind === 'time') return this.time(key);
    if (key.kind === 'line') return '$0';
    if (key.kind === 'stamp') return this.stamp();
    if (key.kind === 'message') {
      if (!('message' in this.profile) || this.profile.message === null) return '$0';
      this.needs.add('message');
      return 'msg($0)';
    }
    if (key.kind === 'match') {
      this.needs.add('match');
      return `hit(${awkText(key.pattern)})`;
    }
    const { column } = key;
    if (column.product)
      return column.product.map((each) => this.key({ kind: 'column', column: each })).join('*');
    if (column.word)
      return column.word.brackets
        ? `substr($${column.word.at},2,length($${column.word.at})-2)`
        : `$${column.word.at}`;
    switch (this.profile.form) {
      case 'pairs':
      case 'log':
        this.needs.add('pair');
        return `v(${awkText(column.name)})`;
      case 'access':
        return column.name === 'method' ? 'substr($6,2)' : `$${column.at}`;
      case 'delimited':
        return this.profile.quoted ? `f[${column.at}]` : `$${column.at}`;
      default:
        return `$${column.at}`;
    }
  }

  /** A field of a table that is printed between commas again. */
  quotedCell(expression: string): string {
    this.needs.add('quote');
    return `q(${expression})`;
  }

  /** The whole time of a line. */
  private stamp(): string {
    const stamp = 'stamp' in this.profile ? this.profile.stamp : null;
    if (this.profile.form === 'access') return 'substr($4,2)';
    if (!stamp) return '$1';
    const before = stamp.before;
    if (stamp.joint === 'T') return before === 0 ? '$1' : `substr($1,2,length($1)-2)`;
    return before === 0 ? '$1 " " $2' : 'substr($1 " " $2,2,length($1 " " $2)-2)';
  }

  /** A line that begins with a time, where others do not. */
  get stamped(): string | null {
    const stamp = 'stamp' in this.profile ? this.profile.stamp : null;
    return stamp && !stamp.everyLine
      ? `/^${'.'.repeat(stamp.before)}[0-9][0-9][0-9][0-9][-\\/]/`.replace('\\\\', '\\')
      : null;
  }

  private level(): string {
    const place = 'level' in this.profile ? this.profile.level : null;
    if (!place) return '$0';
    const { field, open, close } = place;
    return open === '' && close === ''
      ? `$${field}`
      : `substr($${field},${open.length + 1},length($${field})-${open.length + close.length})`;
  }

  private time({ unit, full, column }: Key & { kind: 'time' }): string {
    if (column) {
      const of = this.key({ kind: 'column', column });
      return unit === 'day'
        ? `substr(${of},1,10)`
        : full
          ? `substr(${of},1,${unit === 'hour' ? 13 : 16})`
          : `substr(${of},12,${unit === 'hour' ? 2 : 5})`;
    }
    if (this.profile.form === 'access') {
      if (unit === 'day') return 'substr($4,2,11)';
      return full
        ? `substr($4,2,${unit === 'hour' ? 14 : 17})`
        : `substr($4,14,${unit === 'hour' ? 2 : 5})`;
    }
    const before = 'stamp' in this.profile ? (this.profile.stamp?.before ?? 0) : 0;
    if (unit === 'day') return `substr($0,${before + 1},10)`;
    return full
      ? `substr($0,${before + 1},${unit === 'hour' ? 13 : 16})`
      : `substr($0,${before + 12},${unit === 'hour' ? 2 : 5})`;
  }

  /** A condition as an awk expression. */
  condition(condition: Condition): string {
    switch (condition.kind) {
      case 'text':
        return textTest(condition);
      case 'level': {
        const level = this.level();
        const tests = condition.levels.map((each) =>
          level === '$0'
            ? `$0 ~ /(^|[^A-Za-z])${each}([^A-Za-z]|$)/`
            : `${level}==${awkText(each)}`,
        );
        return negated(condition.not, tests);
      }
      case 'equals': {
        const field = this.key({ kind: 'column', column: condition.column });
        const value =
          /^-?\d+(?:\.\d+)?$/.test(condition.value) && condition.column.numeric
            ? condition.value
            : awkText(condition.value);
        return `${field}${condition.not ? '!=' : '=='}${value}`;
      }
      case 'compare': {
        const field = this.key({ kind: 'column', column: condition.column });
        return `${this.profile.form === 'pairs' ? `${field}!="" && ` : ''}${field}+0${condition.sign}${condition.value}`;
      }
      case 'empty':
        return `${this.key({ kind: 'column', column: condition.column })}${condition.not ? '!=' : '=='}""`;
      case 'oneOf': {
        const field = this.key({ kind: 'column', column: condition.column });
        const value = (text: string): string =>
          /^-?\d+(?:\.\d+)?$/.test(text) && condition.column.numeric ? text : awkText(text);
        return `(${condition.ranges.map(([low, high]) => (low === high ? `${field}==${value(low!)}` : `(${field}>=${low} && ${field}<=${high})`)).join(' || ')})`;
      }
      case 'hasPair':
        return `${this.key({ kind: 'column', column: condition.column })}!=""`;
      case 'anyEmpty':
        return this.profile.form === 'delimited' && !this.profile.quoted
          ? `/(^|${separatorClass(this.profile.separator)})(${separatorClass(this.profile.separator)}|$)/`
          : `(${this.profile.columns.map((column) => `${this.key({ kind: 'column', column })}==""`).join(' || ')})`;
      case 'fields':
        return `${this.fieldCount}${condition.not ? '!=' : '=='}${condition.count}`;
      default:
        return this.timeTest(condition);
    }
  }

  private timeTest({ from, to, column }: Condition & { kind: 'time' }): string {
    const stamp = 'stamp' in this.profile ? this.profile.stamp : null;
    const of = column ? this.key({ kind: 'column', column }) : '$0';
    const start = column ? 1 : (stamp?.before ?? 0) + 1;
    const joint = stamp?.joint ?? 'T';
    const text = ({ day, time }: Moment): string => {
      const said = day?.replaceAll('-', stamp?.dash ?? '-');
      return said === undefined ? time! : time === undefined ? said : `${said}${joint}${time}`;
    };
    const place = ({ day }: Moment): number => (day === undefined ? start + 11 : start);
    const cut = (moment: Moment, length: number): string =>
      `substr(${of},${place(moment)},${length})`;
    const same = from && to && text(from) === text(to);
    if (same) return `${cut(from, text(from).length)}==${awkText(text(from))}`;
    const full = (moment: Moment): string =>
      text(moment) + (moment.time?.length === 5 ? ':00' : '');
    return [
      from
        ? from.inclusive
          ? `${cut(from, text(from).length)}>=${awkText(text(from))}`
          : `${cut(from, full(from).length)}>${awkText(full(from))}`
        : null,
      to
        ? to.inclusive
          ? `${cut(to, text(to).length)}<=${awkText(text(to))}`
          : `${cut(to, text(to).length)}<${awkText(text(to))}`
        : null,
    ]
      .filter(Boolean)
      .join(' && ');
  }
}

const negated = (not: boolean, tests: readonly string[]): string => {
  const joined = tests.length > 1 ? `(${tests.join(' || ')})` : tests[0]!;
  if (!not) return joined;
  return tests.length === 1 && joined.includes('==') ? joined.replace('==', '!=') : `!(${joined})`;
};

function textTest({ text, anyCase, not, pattern, place }: Condition & { kind: 'text' }): string {
  if (pattern || place !== 'anywhere') {
    const source = pattern ? text.replaceAll('/', String.raw`\/`) : literalPattern(text);
    const anchored = place === 'start' ? `^${source}` : place === 'end' ? `${source}$` : source;
    return anyCase
      ? `tolower($0) ${not ? '!~' : '~'} /${anchored.toLowerCase()}/`
      : `${not ? '!' : ''}/${anchored}/`;
  }
  const call = anyCase
    ? `index(tolower($0),${awkText(text.toLowerCase())})`
    : `index($0,${awkText(text)})`;
  return not ? `!${call}` : call;
}

export const separatorFlag = (separator: string): string =>
  separator === '\t' ? String.raw`\t` : separator === '|' ? '|' : separator;
const separatorClass = (separator: string): string =>
  separator === '|' ? '[|]' : separator === '\t' ? String.raw`\t` : separator;
