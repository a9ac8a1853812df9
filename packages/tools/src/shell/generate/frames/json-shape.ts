import { command, pathWord, pipe } from '../quote.ts';
import type { Frame } from '../frame.ts';
import { profileFile } from '../profile-file.ts';
import { takeForm } from '../records/read-shape.ts';
import { filesBehind } from '../surroundings.ts';
import { valueOf } from '../tools/slots.ts';
import { readTarget } from './records.ts';

/** The shape of JSON: its keys, one list of many lines and back, one value put in. */
export const jsonShape: Frame = {
  name: 'json-shape',
  build(scan, { seen }) {
    if (
      !scan.literals.some(
        ({ kind, value }) => kind === 'P' && /\.(?:json|jsonl|ndjson)$/i.test(value),
      ) &&
      !scan.sees('json')
    )
      return null;
    const target = readTarget(scan);
    const named = scan.take(
      '(?:(?:in|of|from|into) )?(?:the )?(?:objects? (?:of|in) )?(?:json )?(?:file )?<P>',
    );
    if (!named) return null;
    const path = named.literals[0]!.value;
    const profile = profileFile(filesBehind(seen, path).find(({ head }) => head !== undefined));
    const file = pathWord(path);
    const out = target === null ? '' : ` > ${command(pathWord(target))}`;
    const done = (made: string) => {
      takeForm(scan);
      scan.takeAll('json|objects?|{lines}|file|(?:and )?(?:{show} )?(?:the )?result|documents?');
      return { scan, command: made + out, sampled: profile !== null };
    };
    const lines = profile?.form === 'json-lines' || /\.(?:jsonl|ndjson)$/i.test(path);
    const set = scan.take(
      '(?:set|change|update)(?: the)?(?: (?:value of|key|field|setting))* (<[IQC]\\d+>|[a-z_][\\w.]*) (?:to|=) (<[NQIPKU]\\d+>|[\\w.]+)',
    );
    if (set && !lines) {
      const key = valueOf(scan, set.groups[1]!);
      const value = valueOf(scan, set.groups[2]!);
      const where = jsonPath(key);
      const inPlace =
        target === null &&
        scan.take(
          '(?:directly )?in[- ]place|(?:the )?file itself|and print(?: the result)?|{show} the result',
        ) !== null;
      void inPlace;
      const bare =
        /^(?:-?\d+(?:\.\d+)?|true|false|null)$/.test(value) &&
        scan.literal(set.groups[2])?.kind !== 'Q';
      const made = bare
        ? command('jq', `${where} = ${value}`, file)
        : command('jq', '--arg', 'value', value, `${where} = $value`, file);
      if (target === null) scan.assumptions.push('The result is printed; the file is not changed.');
      return done(made);
    }
    const dropped = scan.take(
      '(?:remove|delete|drop|leave out|omit|strip|without|everything (?:but|except))(?: the)?(?: (?:keys?|fields?|attributes?|property))? (<[IQC]\\d+>|[a-z_][\\w.]*)(?:(?:,| and| or) (<[IQC]\\d+>|[a-z_][\\w.]*))?(?: (?:keys?|fields?|attributes?))?(?= (?:from|in|of)|[.,;]|$)',
    );
    if (dropped) {
      const fields = dropped.groups
        .slice(1)
        .filter((each) => each !== undefined)
        .map((each) => jsonPath(valueOf(scan, each)));
      scan.takeAll(
        '(?:from|in|of)?(?: each| every| all| the)* (?:objects?|{lines}|elements?|documents?)(?: in| of)?',
        '(?:and )?{show}(?: the)?(?: result| objects?| rest| {lines})?(?: one (?:\\w+ )?per line)?|one (?:\\w+ )?per line|compact',
      );
      const paths = fields.join(', ');
      return done(
        lines
          ? command('jq', '-c', `del(${paths})`, file)
          : command(
              'jq',
              profile?.form === 'json' && profile.array ? `map(del(${paths}))` : `del(${paths})`,
              file,
            ),
      );
    }
    const nested = scan.take(
      '(?:all |the )*(?:keys?|fields?|paths?)(?: names?)?,? including nested(?: ones)?(?: \\(.*?\\))?|(?:all |the )*(?:paths|nested keys)(?: to (?:all )?values)?',
    );
    if (nested)
      return done(
        command(
          'jq',
          '-r',
          `[paths(scalars) | map(tostring) | join(".")] | ${lines ? '' : 'unique | '}.[]`,
          file,
        ) + (lines ? ' | sort -u' : ''),
      );
    const keys = scan.take(
      '(?:which |what |all |the )*(?:distinct |different )?(?:top[- ]level )?(?:keys|field names|attribute names|fields)(?: (?:occur|appear|exist|are there|are|does|do))?(?: in| of)?',
    );
    if (keys) {
      scan.takeAll(
        'have|has|occur|{distinct}|each once|(?:each|every) (?:only )?once|{sorted}|in the|in',
      );
      return done(
        lines
          ? pipe(command('jq', '-r', 'keys[]', file), 'sort -u')
          : command(
              'jq',
              '-r',
              profile?.form === 'json' && profile.array ? '[.[] | keys[]] | unique[]' : 'keys[]',
              file,
            ),
      );
    }
    const gather = scan.take(
      '(?:(?:in)?to|as) (?:one |a |a single )?(?:valid )?json (?:array|list)',
      '(?:in)?to (?:one|a single|an) (?:array|list)',
    );
    if (gather && lines) {
      scan.takeAll('convert|turn|merge|combine|put|collect|transform|wrap');
      return done(command('jq', '-s', '.', file));
    }
    const spread = scan.take(
      '(?:(?:in)?to|as) (?:json lines|jsonl|ndjson|newline[- ]delimited json|one (?:json )?object per line)|one element per line',
    );
    if (spread && !lines && (profile?.form === 'json' || path.endsWith('.json'))) {
      scan.takeAll('convert|turn|split|transform|array|elements?|the');
      return done(command('jq', '-c', '.[]', file));
    }
    const lacking = scan.take(
      '(?:that |which |where )?(?:have|has|is|with|do not have|lack|lacks|without|miss(?:ing)?|are missing)(?: no| not| the)?(?: (?:key|field|attribute))? (<[QI]\\d+>)(?: (?:key|field|attribute|at all|is missing))?',
    );
    if (lacking && /no|not|lack|without|miss/i.test(lacking.text)) {
      const key = valueOf(scan, lacking.groups[1]!);
      const counted = scan.take('how many|(?:the )?(?:number|count) of') !== null;
      const made = command('jq', '-c', `select(has(${JSON.stringify(key)}) | not)`, file);
      return done(counted ? pipe(made, 'wc -l') : made);
    }
    return null;
  },
};

const jsonPath = (name: string): string =>
  name
    .split('.')
    .map((part) => (/^[A-Za-z_]\w*$/.test(part) ? `.${part}` : `.[${JSON.stringify(part)}]`))
    .join('');
