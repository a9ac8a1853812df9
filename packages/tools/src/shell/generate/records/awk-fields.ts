import { awkText, literalPattern } from '../quote.ts';
import type { Column, Profile } from '../profile-file.ts';
import type { Condition, Key } from './query.ts';
import { StampParts } from './stamps.ts';

/** How awk gets at the parts of a line of one form. */
export class AwkFields {
  readonly flags: string[];
  /** Functions and actions that run before the condition of each line. */
  private readonly needs = new Set<
    | 'csv'
    | 'pair'
    | 'return'
    | 'message'
    | 'match'
    | 'quote'
    | 'part'
    | 'behind'
    | 'before'
    | 'after'
    | 'name'
    | 'trim'
    | 'bracket'
    | 'rest'
    | 'between'
  >();
  private readonly profile: Profile;
  private readonly many: boolean | 'joined';

  /** @param many several files, each with its own first line; `joined` where they come as one stream. */
  constructor(profile: Profile, many: boolean | 'joined') {
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
      this.needs.has('part') ? 'function part(n, a){split($0,a,"\\"");return a[n]} ' : '',
      this.needs.has('behind')
        ? 'function behind(t, i,s){i=index($0,t);if(!i)return "";s=substr($0,i+length(t));sub(/^ +/,"",s);sub(/[] ,;)}"].*/,"",s);sub(/[:.]$/,"",s);return s} '
        : '',
      this.needs.has('name')
        ? 'function name(s){return match(s,/^[A-Za-z0-9_.\\/-]+/) ? substr(s,1,RLENGTH) : s} '
        : '',
      this.needs.has('bracket') ? 'function bracket(n, b){split($0,b,/[][]/);return b[2*n]} ' : '',
      this.needs.has('trim') ? 'function trim(s){gsub(/^[ \\t]+|[ \\t]+$/,"",s);return s} ' : '',
      this.needs.has('rest')
        ? 'function rest(t, i,s){i=index($0,t);if(!i)return "";s=substr($0,i+length(t));sub(/^ +/,"",s);return s} '
        : '',
      this.needs.has('between')
        ? 'function between(s,o,c, i){i=index(s,o);if(!i)return "";s=substr(s,i+length(o));i=index(s,c);return i ? substr(s,1,i-1) : s} '
        : '',
      this.needs.has('before')
        ? 'function before(s,t, i){i=index(s,t);return i ? substr(s,1,i-1) : s} '
        : '',
      this.needs.has('after')
        ? 'function after(s,t, i){i=index(s,t);return i ? substr(s,i+length(t)) : ""} '
        : '',
      this.needs.has('return') ? '{sub(/\\r$/,"")} ' : '',
      this.needs.has('csv') ? '{nf=csv($0)} ' : '',
    ].join('');
  }

  get skipsHeader(): string | null {
    if (this.profile.form === 'words' && this.profile.header)
      return this.many === true ? 'FNR>1' : 'NR>1';
    if (this.profile.form !== 'delimited' || !this.profile.header) return null;
    if (this.many === 'joined' && this.profile.headerLine !== undefined)
      return `$0!=${awkText(this.profile.headerLine)}`;
    return this.many === true ? 'FNR>1' : 'NR>1';
  }

  get fieldCount(): string {
    return this.needs.has('csv') ? 'nf' : 'NF';
  }

  key(key: Key): string {
    if (key.kind === 'column' && key.missing !== undefined && key.missing !== '') {
      const value = this.key({ kind: 'column', column: key.column });
      return `(${value}=="" ? ${awkText(key.missing)} : ${value})`;
    }
    if (key.kind === 'lineNumber') return this.many === true ? 'FNR' : 'NR';
    if (key.kind === 'running') return `(run+=${this.key({ kind: 'column', column: key.column })})`;
    if (key.kind === 'file') return 'FILENAME';
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
    const plain = this.plainColumn(column);
    if (!column.cut) return plain;
    switch (column.cut.kind) {
      case 'lower':
        return `tolower(${plain})`;
      case 'upper':
        return `toupper(${plain})`;
      case 'name':
        this.needs.add('name');
        return `name(${plain})`;
      case 'start':
        return `substr(${plain},1,${column.cut.count})`;
      case 'end':
        return `substr(${plain},length(${plain})-${column.cut.count - 1})`;
      case 'between':
        this.needs.add('between');
        return `between(${plain},${awkText(column.cut.open)},${awkText(column.cut.text)})`;
      default:
        this.needs.add(column.cut.kind);
        return `${column.cut.kind}(${plain},${awkText(column.cut.text)})`;
    }
  }

  private plainColumn(column: Column): string {
    if (column.product)
      return column.product.map((each) => this.key({ kind: 'column', column: each })).join('*');
    if (column.word)
      return column.word.brackets
        ? `substr($${column.word.at},2,length($${column.word.at})-2)`
        : `$${column.word.at}`;
    if (column.inQuotes !== undefined) {
      this.needs.add('part');
      return `part(${column.inQuotes})`;
    }
    if (column.bracket !== undefined) {
      this.needs.add('bracket');
      return `bracket(${column.bracket})`;
    }
    if (column.slice) {
      const { from, to, divide } = column.slice;
      const part = `substr($0,${from},${to - from + 1})`;
      if (divide !== undefined) return `${part}/${divide}`;
      this.needs.add('trim');
      return `trim(${part})`;
    }
    if (column.behind !== undefined && column.rest) {
      this.needs.add('rest');
      return `rest(${awkText(column.behind)})`;
    }
    if (column.behind !== undefined) {
      this.needs.add('behind');
      return `behind(${awkText(column.behind)})`;
    }
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

  private get times(): StampParts | null {
    return 'stamp' in this.profile && this.profile.stamp
      ? new StampParts(this.profile.stamp)
      : null;
  }

  /** The whole time of a line. */
  private stamp(): string {
    const stamp = 'stamp' in this.profile ? this.profile.stamp : null;
    if (stamp?.form === 'access') return 'substr($4,2)';
    if (stamp && stamp.form !== 'iso') return new StampParts(stamp).whole;
    if (!stamp) return '$1';
    const before = stamp.before;
    if (stamp.joint === 'T') return before === 0 ? '$1' : `substr($1,2,length($1)-2)`;
    return before === 0 ? '$1 " " $2' : 'substr($1 " " $2,2,length($1 " " $2)-2)';
  }

  /** A line that begins with a time, where others do not. */
  get stamped(): string | null {
    return this.times?.stamped ?? null;
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
      return unit === 'month'
        ? `substr(${of},1,7)`
        : unit === 'day'
          ? `substr(${of},1,10)`
          : full
            ? `substr(${of},1,${unit === 'hour' ? 13 : 16})`
            : `substr(${of},12,${unit === 'hour' ? 2 : 5})`;
    }
    const times = this.times;
    if (!times) return '$1';
    if (unit === 'month') return times.month;
    if (unit === 'day') return times.day;
    return full ? times.upTo(unit) : times.clock(unit === 'hour' ? 2 : 5);
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
        return `${field.startsWith('v(') || field.startsWith('behind(') ? `${field}!="" && ` : ''}${field}+0${condition.sign}${condition.value}`;
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
      case 'form':
        return `${this.key({ kind: 'column', column: condition.column })} ${condition.not ? '!~' : '~'} /${condition.pattern}/`;
      case 'stamped':
        return this.stamped ?? '1';
      case 'fields':
        return `${this.fieldCount}${condition.not ? '!=' : '=='}${condition.count}`;
      default:
        return this.timeTest(condition);
    }
  }

  private timeTest({ from, to, column }: Condition & { kind: 'time' }): string {
    if (column)
      return new StampParts(
        { form: 'iso', before: 0, joint: 'T', dash: '-', everyLine: true },
        this.key({ kind: 'column', column }),
      ).between(from, to);
    return this.times?.between(from, to) ?? '1';
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
