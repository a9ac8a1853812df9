import { awkText, command, pathWord, pipe, quote, raw } from '../quote.ts';
import type { Draft, Frame } from '../frame.ts';
import { profileFile } from '../profile-file.ts';
import { AwkFields, separatorFlag } from '../records/awk-fields.ts';
import { Scan } from '../scan.ts';
import { filesBehind, findSeen, type Surroundings, type Userland } from '../surroundings.ts';
import { tagColumns } from '../tag-columns.ts';
import { takeForm } from '../records/read-shape.ts';
import { readTarget } from './records.ts';

const profileOf = (seen: Surroundings, path: string) =>
  profileFile(filesBehind(seen, path).find(({ head }) => head !== undefined));

/** One file into another form: times, separators, line ends, encodings, tables to JSON and back. */
export const convert: Frame = {
  name: 'convert',
  build(scan, { seen }) {
    return (
      convertEpoch(scan, seen) ??
      convertLineEnds(scan, seen) ??
      convertEncoding(scan) ??
      convertSeparator(scan, seen) ??
      tableToJson(scan, seen) ??
      formatJson(scan) ??
      listHeader(scan, seen) ??
      null
    );
  },
};

function convertEpoch(scan: Scan, seen: Surroundings): Draft | null {
  if (!scan.sees('epoch|unix (?:time|timestamp)s?|seconds since 1970')) return null;
  const file = scan.take('(?:(?:in|of|from) )?(?:the )?(?:file )?<P>');
  if (!file) return null;
  const path = file.literals[0]!.value;
  const profile = profileOf(seen, path);
  const inner = new Scan(
    tagColumns({ text: scan.left, literals: scan.literals }, profile?.columns ?? []),
  );
  inner.assumptions.push(...scan.assumptions);
  inner.take('convert|turn|change|translate|transform|rewrite|replace');
  const millis = inner.take('(?:epoch |unix )?(?:milliseconds|millis|ms)') !== null;
  inner.takeAll(
    '(?:from )?(?:unix |epoch )?(?:epoch|unix) ?(?:seconds|times?|timestamps?)?(?: in seconds)?',
    'seconds since 1970',
  );
  const column = inner.take('(?:the )?(?:<C>)(?: column| field| values?)?');
  const place = column
    ? profile!.columns[Number(column.literals[0]!.value)]!.at
    : profile?.form === 'delimited'
      ? null
      : 1;
  const form = inner.take(
    '(?:in(?:to)?|to|as|with)(?: the)?(?: form(?:at)?| pattern)? (?:YYYY|yyyy)-(?:MM|mm)-(?:DD|dd)[T ](?:HH|hh):(?:MM|mm):(?:SS|ss)Z?',
    '(?:YYYY|yyyy)-(?:MM|mm)-(?:DD|dd)[T ](?:HH|hh):(?:MM|mm):(?:SS|ss)Z?',
    '(?:YYYY|yyyy)-(?:MM|mm)-(?:DD|dd)',
  );
  inner.takeAll(
    '(?:an? )?(?:human[- ]readable|readable|ISO(?:[- ]?8601)?|UTC)(?: UTC)?(?: ISO)?(?: (?:form|format|dates?|times?|timestamps?))*(?: in UTC)?',
    'in (?:the )?form(?:at)?',
    '(?:in )?UTC(?: times?)?',
    'dates?|times?|timestamps?|form(?:at)?|in the form',
  );
  inner.takeAll(
    '\\(?(?:tab|comma)[- ]separated\\)?',
    '{show} (?:the )?(?:whole |entire )?(?:file|table|result|lines)',
    '(?:leave|keep)(?:ing)? (?:the )?(?:other|remaining) (?:columns|fields) (?:as they are|unchanged|untouched)',
    '(?:and )?(?:the )?(?:other|remaining) (?:columns|fields)(?: unchanged)?',
  );
  if (place === null) return null;
  const said = form ? form.text.replace(/^.*?(?=y{4}-)/i, '') : 'YYYY-MM-DDTHH:MM:SSZ';
  const pattern = /hh/i.test(said)
    ? `%Y-%m-%d${/\dT|[dD]T/.test(said) ? 'T' : ' '}%H:%M:%S${said.endsWith('Z') ? 'Z' : ''}`
    : '%Y-%m-%d';
  const separator = profile?.form === 'delimited' ? profile.separator : '\t';
  const header = profile?.form === 'delimited' && profile.header;
  // Neither mawk nor BSD's awk has strftime everywhere: the days are counted here, by the civil calendar.
  const days =
    'function iso(t, z,e,o,y,p,d,m,s){s=t%86400;z=int(t/86400)+719468;e=int(z/146097);o=z-e*146097;y=int((o-int(o/1460)+int(o/36524)-int(o/146096))/365);p=o-(365*y+int(y/4)-int(y/100));m=int((5*p+2)/153);d=p-int((153*m+2)/5)+1;m=m<10?m+3:m-9;y=y+e*400+(m<=2);';
  const body =
    pattern === '%Y-%m-%d'
      ? 'return sprintf("%04d-%02d-%02d",y,m,d)} '
      : `return sprintf("%04d-%02d-%02d${pattern.includes('dT') ? 'T' : ' '}%02d:%02d:%02d${pattern.endsWith('Z') ? 'Z' : ''}",y,m,d,int(s/3600),int(s%3600/60),s%60)} `;
  const value = millis ? `int($${place}/1000)` : `$${place}`;
  const program = `${days}${body}${header ? 'NR>1' : ''}{$${place}=iso(${value})} 1`;
  const flags =
    profile?.form === 'words'
      ? []
      : ['-F', separatorFlag(separator), '-v', `OFS=${separatorFlag(separator)}`];
  const loop =
    profile?.form === 'delimited' &&
    profile.columns.length === 2 &&
    place === 1 &&
    !millis &&
    !header
      ? `while IFS=${separator === '\t' ? String.raw`$'\t'` : quote(separator)} read -r t rest; do printf '%s${separator === '\t' ? String.raw`\t` : separator}%s\\n' "$(date -u -d "@$t" ${quote(`+${pattern}`)})" "$rest"; done < ${command(pathWord(path))}`
      : null;
  return {
    scan: inner,
    sampled: profile !== null,
    command: command('awk', ...flags, program, pathWord(path)),
    ...(loop && {
      alternatives: [{ command: loop, when: 'shorter, but GNU date only and slow on long files' }],
    }),
  };
}

function convertLineEnds(scan: Scan, seen: Surroundings): Draft | null {
  if (
    !scan.sees(
      'CRLF|carriage returns?|windows line (?:ends|endings)|DOS line (?:ends|endings)|line endings|dos2unix|\\\\r',
    )
  )
    return null;
  const list = scan.take(
    'which {files}|{files} (?:that|which) (?:have|contain|use|with)|{show} (?:all |the )?{files} (?:with|that have|containing)',
  );
  const target = readTarget(scan);
  const file = scan.take('(?:(?:in|of|from|on) )?(?:the )?(?:file )?<P>');
  if (!file) return null;
  const path = file.literals[0]!.value;
  scan.takeAll(
    'convert|turn|change|remove|strip|delete|replace|fix|normali[sz]e|get rid of|from|to',
    '(?:the )?(?:windows|DOS|unix|linux|LF|CRLF|ones|carriage returns?|line (?:ends?|endings?)|newlines?|dos2unix)(?: \\(?CRLF\\)?)?',
    'trailing|format|style|with LF|only|all|\\\\r',
  );
  const inPlace =
    scan.take(
      'in[- ]place|the file itself|(?:and )?(?:overwrit(?:e|ing)|chang(?:e|ing)) the file',
    ) !== null;
  if (list)
    return { scan, command: command('grep', '-rlI', raw(String.raw`$'\r'`), pathWord(path)) };
  if (findSeen(seen, path)?.kind === 'folder') return null;
  if (inPlace)
    return {
      scan,
      command: inPlaceEdit(seen.userland, String.raw`s/\r$//`, path),
      lookFirst: command('sed', String.raw`s/\r$//`, pathWord(path)),
    };
  const made = `tr -d '\\r' < ${command(pathWord(path))}`;
  return { scan, command: target ? `${made} > ${command(pathWord(target))}` : made };
}

/** sed -i, as each userland wants it. */
export const inPlaceEdit = (
  userland: Userland,
  script: string,
  path: string,
  extended = false,
  backup = '',
): string =>
  userland === 'bsd'
    ? command('sed', '-i', backup, ...(extended ? ['-E'] : []), script, pathWord(path))
    : command('sed', `-i${backup}`, ...(extended ? ['-E'] : []), script, pathWord(path));

function convertEncoding(scan: Scan): Draft | null {
  const codes =
    '(latin-?1|iso-?8859-?1|windows-?1252|cp1252|utf-?8|utf-?16(?:le|be)?|ascii|shift[_-]?jis|iso-?8859-?15|big5|gbk|euc-jp|koi8-r)';
  if (!scan.sees('(?:encod(?:ing|ed)|iconv|latin|iso-?8859|utf|windows-?1252)')) return null;
  const target = readTarget(scan);
  const name = '(?:<[I]>|\\w[\\w-]*)';
  const between = scan.take(
    `from ${name.replace('<[I]>', '<I>')} (?:encoding )?(?:to|into) ${name.replace('<[I]>', '<I>')}(?: encoding)?`,
  );
  const file = scan.take('(?:(?:in|of|from) )?(?:the )?(?:file )?<P>');
  if (!file || !between) return null;
  const words = scan.plain(between.text).match(new RegExp(codes, 'gi')) ?? [];
  if (words.length !== 2) return null;
  scan.takeAll('convert|change|recode|re-?encode|encoding|character set|charset|transcode');
  const [from, to] = words.map(
    (word) =>
      ({ latin1: 'ISO-8859-1', 'latin-1': 'ISO-8859-1', utf8: 'UTF-8', cp1252: 'CP1252' })[
        word.toLowerCase()
      ] ?? word.toUpperCase(),
  );
  return {
    scan,
    command: `${command('iconv', '-f', from!, '-t', to!, pathWord(file.literals[0]!.value))}${target ? ` > ${command(pathWord(target))}` : ''}`,
  };
}

function convertSeparator(scan: Scan, seen: Surroundings): Draft | null {
  const names: Readonly<Record<string, string>> = {
    tab: '\t',
    tsv: '\t',
    comma: ',',
    csv: ',',
    semicolon: ';',
    pipe: '|',
    bar: '|',
  };
  const rule = '(tabs?|commas?|semicolons?|pipes?|bars?|tsv|csv)';
  const sees = scan.sees(
    `(?:from )?${rule}(?:[- ]separated)?(?: \\w+)? (?:to|into|with|by) ${rule}(?:[- ](?:separated|delimited))?`,
    `(?:to|into) (?:an? )?${rule}(?:[- ](?:separated|delimited))?`,
  );
  if (!sees) return null;
  const target =
    scan.take('(?:(?:in)?to|as) (?:the )?(?:file )?(?=<P>)') && scan.sees('<P> ?[^<]*<P>')
      ? null
      : readTarget(scan);
  const file = scan.take('(?:(?:in|of|from) )?(?:the )?(?:file )?<P>(?: file)?');
  if (!file) return null;
  const path = file.literals[0]!.value;
  const profile = profileOf(seen, path);
  if (profile?.form !== 'delimited') return null;
  const taken = scan.take(
    `(?:convert|change|turn|replace|transform|rewrite)?(?: all)?(?: the)? ?(?:from )?(?:${rule})?(?:[- ](?:separated|delimited))?(?: (?:file|values|separator|format|form))* ?(?:to|into|with|by) (?:an? )?${rule}(?:[- ](?:separated|delimited))?(?: (?:file|values|separators?|format|form|delimiters?))*`,
  );
  const to =
    names[
      (taken?.groups[2] ?? '')
        .toLowerCase()
        .replace(/s$/, '')
        .replace(/^ts$/, 'tsv')
        .replace(/^cs$/, 'csv')
    ] ?? names[(taken?.groups[2] ?? '').toLowerCase()];
  if (!to || to === profile.separator) return null;
  scan.takeAll(
    'convert|change|turn|replace|transform|rewrite',
    'separators?|delimiters?|file|values|format|tabs?|commas?|semicolons?',
    'tsv|csv',
  );
  if (profile.quoted) scan.take('(?:with )?(?:quoted|quotes)(?: fields)?');
  const simple = profile.columns.length > 0 && !profile.quoted;
  const fields = new AwkFields(profile, false);
  const program = simple
    ? '{$1=$1} 1'
    : `${fields.prologue}{s="";for(i=1;i<=nf;i++){x=f[i];if(index(x,${awkText(to)})||index(x,"\\"")){gsub(/"/,"\\"\\"",x);x="\\"" x "\\""}s=s (i>1?${awkText(to)}:"") x}print s}`;
  const made = simple
    ? command('awk', ...fields.flags, '-v', `OFS=${separatorFlag(to)}`, program, pathWord(path))
    : command('awk', program, pathWord(path));
  return { scan, sampled: true, command: target ? `${made} > ${command(pathWord(target))}` : made };
}

function tableToJson(scan: Scan, seen: Surroundings): Draft | null {
  const wanted = scan.take(
    '(?:(?:in)?to|as) (?:(?:a |an )?(json lines|jsonl|ndjson|newline[- ]delimited json|one json object per (?:line|row)|json objects?|json array|json))(?: \\(?one object per (?:line|row)\\)?)?(?: file| format| array| objects?)?',
  );
  if (!wanted) return null;
  const perLine =
    scan.take('(?:with )?one (?:json )?object per (?:line|row)') !== null ||
    /lines|jsonl|ndjson|newline|per (?:line|row)|objects/i.test(wanted.text);
  const target = readTarget(scan);
  const file = scan.take('(?:(?:in|of|from) )?(?:the )?(?:file )?<P>(?: file)?');
  if (!file) return null;
  const path = file.literals[0]!.value;
  const profile = profileOf(seen, path);
  if (profile?.form !== 'delimited' || profile.quoted || !profile.header) return null;
  const numeric =
    scan.take(
      '(?:keep(?:ing)? |with |make |and )*(?:the )?numbers (?:as |should be |are |stay |being )?(?:json )?(?:numbers|numeric|unquoted)',
    ) !== null || profile.columns.some((column) => column.numeric);
  scan.takeAll(
    'convert|turn|transform|change|export|each {lines}|every {lines}|csv|tsv|table|{lines}|using the {header}(?: as keys)?|{header} (?:as|for) keys',
  );
  const cells = profile.columns
    .map(
      (column, at) =>
        `${/^[A-Za-z_]\w*$/.test(column.name) ? column.name : JSON.stringify(column.name)}: .[${at}]${numeric && column.numeric ? ' | tonumber? // .' : ''}`,
    )
    .map((cell) => cell.replace(/: (\.\[\d+\]) \| tonumber\? \/\/ \.$/, ': ($1 | tonumber? // .)'));
  const row = `split(${JSON.stringify(profile.separator)}) | {${cells.join(', ')}}`;
  const made = pipe(
    command('tail', '-n', '+2', pathWord(path)),
    profile.carriageReturns ? "tr -d '\\r'" : null,
    command('jq', perLine ? '-cR' : '-R', row),
    perLine ? null : 'jq -s .',
  );
  return { scan, sampled: true, command: target ? `${made} > ${command(pathWord(target))}` : made };
}

/** The names of the columns, one a line. */
function listHeader(scan: Scan, seen: Surroundings): Draft | null {
  const asked = scan.take(
    '(?:the )?(?:column|field) names?(?: of)?',
    '(?:the )?{header}(?: of)?(?=.{0,40}(?:line|number))',
    '(?:which|what) (?:columns|fields) (?:does|are|do)(?: in| have)?',
  );
  if (!asked) return null;
  const file = scan.take('(?:(?:in|of|from) )?(?:the )?(?:file )?<P>(?: have| has)?');
  if (!file) return null;
  const path = file.literals[0]!.value;
  const profile = profileOf(seen, path);
  if (profile?.form !== 'delimited' || !profile.header) return null;
  takeForm(scan);
  const numbered =
    scan.take(
      '(?:,? ?(?:and )?)?(?:numbered|with (?:their |its )?(?:numbers?|positions?|index(?:es)?)|number(?:s|ing)?(?: them)?)',
    ) !== null;
  scan.takeAll(
    '(?:with )?(?:one )?(?:column|field) names?(?: per line)?',
    'columns?|fields?|{header}|per line|one|each',
  );
  return {
    scan,
    sampled: true,
    command: pipe(
      command('head', '-n', '1', pathWord(path)),
      command(
        'tr',
        profile.separator === '\t' ? String.raw`\t` : profile.separator,
        String.raw`\n`,
      ),
      numbered ? 'cat -n' : null,
    ),
  };
}

function formatJson(scan: Scan): Draft | null {
  const pretty = scan.take(
    'pretty[- ]?print(?:ed)?|(?:format|indent|beautify)(?: nicely)?(?= [^.]*(?:json|<P>))',
  );
  const bad = pretty
    ? null
    : scan.take(
        "(?:that |which )?(?:are|is|contain|do|does)? ?(?:not|no|in|n't) ?(?:a )?valid json(?: objects?)?",
        '(?:invalid|malformed|broken|unparse?able|corrupt) (?:json )?(?:{lines}|json)',
        "(?:cannot|can not|can't|fail to|fails to) be? ?(?:parsed?|read)(?: as json)?",
      );
  if (!pretty && !bad) return null;
  if (
    bad &&
    !/json/i.test(bad.text) &&
    !scan.literals.some(({ kind, value }) => kind === 'P' && /\.(?:json|jsonl|ndjson)/i.test(value))
  )
    return null;
  const target = readTarget(scan);
  const file = scan.take('(?:(?:in|of|from) )?(?:the )?(?:json )?(?:file )?<P>');
  if (!file) return null;
  const path = pathWord(file.literals[0]!.value);
  takeForm(scan);
  const numbers =
    scan.take('(?:{show} )?(?:only )?(?:the |their |its )?line numbers?(?: only)?(?: of)?') !==
    null;
  const counted = scan.take('how many|(?:the )?(?:number|count) of|count') !== null;
  scan.takeAll('json|{lines}|objects?|nicely|readable|only|invalid|valid|malformed');
  if (pretty)
    return {
      scan,
      command: command('jq', '.', path) + (target ? ` > ${command(pathWord(target))}` : ''),
    };
  if (counted)
    return {
      scan,
      command: pipe(command('jq', '-R', 'try (fromjson | empty) catch 1', path), 'wc -l'),
    };
  if (numbers)
    return {
      scan,
      command: command('jq', '-R', 'try (fromjson | empty) catch input_line_number', path),
    };
  return {
    scan,
    command: command('jq', '-Rr', '. as $line | try (fromjson | empty) catch $line', path),
  };
}
