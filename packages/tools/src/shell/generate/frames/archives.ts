import { command, pathWord, pipe, type Word } from '../quote.ts';
import type { Frame } from '../frame.ts';
import { takeName } from '../tools/slots.ts';
import { findCommand, readFileQuery } from '../selection/index.ts';

/** tar and zip: packing, listing, unpacking. */
export const archives: Frame = {
  name: 'archives',
  build(scan, { request, seen }) {
    const archive = scan.literals.find(
      ({ kind, value }) =>
        kind === 'P' && /\.(?:tar(?:\.(?:gz|bz2|xz|zst))?|tgz|zip)$/i.test(value),
    );
    if (!archive && !/\b(?:tar|tarball|zip file|tar archive|archive)\b/i.test(request.text))
      return null;
    if (!archive) return null;
    const zip = /\.zip$/i.test(archive.value);
    const tag = `<P${scan.literals.indexOf(archive)}>`;
    const excluded = scan
      .takeAll(
        '(?:,? ?(?:but |and )?)?(?:exclud(?:e|ing)|except(?: for)?|without|ignor(?:e|ing)|leav(?:e|ing) out|skip(?:ping)?|but not|not including)(?: the| any| all)*(?: {folders}| {files})? (<[EPQ]\\d+>|(?!the\\b)[a-z][\\w-]*(?= (?:{folders})))(?:(?:,| and| or) <[EPQ]\\d+>)*(?: {files}| {folders}| ones)?',
      )
      .flatMap(({ literals, groups }) =>
        literals.length > 0
          ? literals.map(({ kind, value }) =>
              kind === 'E' ? `*.${value}` : value.replace(/\/$/, ''),
            )
          : [groups[1]!],
      );
    scan.takeAll(
      '(?:a |the )?(?:gzip(?:ped)?[- ]|gz[- ]|compressed |gzip-compressed )?(?:tar(?:ball)?|zip|tar archive|archive)(?: archive| file)?(?: called| named)?(?: with gzip)?',
      'gzip(?:-|ped )?compressed|compressed',
    );
    const extract = scan.take('extract|unpack|untar|unzip|decompress|restore');
    if (extract) {
      const strip =
        scan.take(
          '(?:,? ?(?:and |while )*)?(?:without|strip(?:ping)?|drop(?:ping)?|remov(?:e|ing))(?: the)? (?:leading|top[- ]level|first|outer(?:most)?)(?: (?:path )?(?:{folders}|component|level))?',
        ) !== null;
      const keep =
        scan.take(
          "(?:,? ?(?:and |but )?)?(?:without|do not|don't|never) overwrit(?:e|ing)(?: (?:anything|existing {files}|{files} that exist))?",
        ) !== null;
      const to = scan.take(
        `(?:in)?to (?:the )?(?:new )?(?:{folders} )?<P>(?: {folders})?`,
        'under (?:the )?(?:{folders} )?<P>',
      );
      const target = to && !to.text.includes(tag) ? to.literals[0]!.value : null;
      scan.takeAll(
        `(?:(?:from|of|out of|in) )?(?:the )?(?:archive )?${tag}`,
        '(?:,? ?(?:and )?)?creat(?:e|ing)(?: (?:it|that|the|{folders}))*(?: if (?:needed|missing|necessary))?',
      );
      scan.takeAll('(?:in)?to (?:the )?(?:current (?:working )?{folders}|here)|here');
      const only = scan
        .takeAll('(?:only |just )?(?:the )?(?:{files} |member )?(<[PEQ]\\d+>)(?: {files})?')
        .map(({ literals }) =>
          literals[0]!.kind === 'E' ? `*.${literals[0]!.value}` : literals[0]!.value,
        );
      scan.takeAll('only|just|{files}|contents?|everything|all');
      const wild = only.some((each) => /[*?]/.test(each));
      const make = target === null ? '' : `${command('mkdir', '-p', '--', pathWord(target))} && `;
      if (zip)
        return {
          scan,
          command: command(
            'unzip',
            keep ? '-n' : '-o',
            pathWord(archive.value),
            ...only,
            ...(target === null ? [] : ['-d', pathWord(target)]),
          ),
        };
      return {
        scan,
        command: `${make}${command('tar', `-x${keep ? 'k' : ''}f`, pathWord(archive.value), ...(target === null ? [] : ['-C', pathWord(target)]), ...(strip ? ['--strip-components=1'] : []), ...(wild ? ['--wildcards'] : []), ...only)}`,
      };
    }
    if (
      scan.take(
        '{show}(?: the)?(?: (?:contents?|{files}|names?|entries|members))*(?: (?:of|in|inside|from))?|what is in(?:side)?|what does|how many|(?:the )?contents? of|which {files}(?: are)?(?: in)?',
      ) &&
      !/^(?:create|pack|compress|archive|make|put|bundle|back)/i.test(request.text)
    ) {
      const counted = /how many|number of|count/i.test(request.text);
      const long =
        scan.take(
          '(?:with|including|and)(?: the| their)* (?:sizes?|details|dates?|permissions)',
        ) !== null;
      const without =
        scan.take('(?:without|before) (?:unpacking|extracting)(?: it| anything)?') !== null;
      void without;
      const found = takeName(scan, '(?:that )?(?:contain(?:s|ing)?|match(?:es|ing)?|named?) (<Q>)');
      const ending = scan.take('(?:only )?(?:the )?<E>(?: {files})?');
      const print = scan.take(
        `(?:of )?(?:the )?(?:{files} )?<P> (?:in|inside|from|of|out of) (?:the )?(?:archive )?${tag}`,
      );
      scan.takeAll(
        `(?:(?:of|in|inside|from) )?(?:the )?${tag}`,
        '{files}|names?|contents?|entries|members|are|are there|are in|number of|count|only|contain|does',
      );
      if (print)
        return {
          scan,
          command: zip
            ? command('unzip', '-p', pathWord(archive.value), print.literals[0]!.value)
            : command('tar', '-xOf', pathWord(archive.value), print.literals[0]!.value),
        };
      const listed = zip
        ? command('unzip', long ? '-l' : '-Z1', pathWord(archive.value))
        : command('tar', `-t${long ? 'v' : ''}f`, pathWord(archive.value));
      const filter = ending
        ? command('grep', `\\.${ending.literals[0]!.value}$`)
        : found
          ? command('grep', '-F', found)
          : counted
            ? "grep -v '/$'"
            : null;
      return { scan, command: pipe(listed, filter, counted ? 'wc -l' : null) };
    }
    if (
      scan.take('creat(?:e|ing)|pack|compress|archive|make|put|bundle|back ?up|store|save|tar|zip')
    ) {
      scan.takeAll(
        `(?:(?:in)?to|as|in|of|called|named) (?:the )?(?:file )?${tag}`,
        `${tag}(?: (?:of|from|with|containing|that contains))?`,
      );
      const startsWith = scan.take(
        '\\(?(?:,? ?;? ?(?:and |so that |with )*)?(?:the |their )?(?:paths?|names?|entries|members)(?: (?:in|inside|of) (?:it|the archive))?(?: inside)? (?:must |should |shall |have to |to )?(?:start|begin)(?:s|ning|ing)? with (<P>|<Q>)\\)?',
      );
      const inside = scan.take(
        '(?:,? ?(?:and |so that |with )*)(?:(?:paths?|names?|entries)(?: in (?:it|the archive))? (?:are |stay |being |should be )?relative to|from inside|without the leading (?:path|directory) of) (?:the )?(?:{folders} )?<P>',
      );
      const ending = scan.take(
        '(?:only )?(?:all )?(?:the )?<E>(?: {files})?(?: (?:from|in|of|under|below))?',
      );
      const plainPaths = scan
        .takeAll(
          '(?:(?:of|from|with|in|containing|under|and|that contains|for) )*(?:the )?(?:whole |entire )?(?:{folders} |{files} )?(<P>)(?: {folders}| {files}| tree)?',
        )
        .flatMap(({ literals }) => literals.map(({ value }) => value));
      scan.takeAll(
        '(?:in|into) (?:the )?current (?:working )?{folders}|with (?:everything|all) (?:in|inside|below|under) (?:it|them)|(?:including|with) (?:all )?(?:its )?(?:hidden {files}|{folders}|contents?)',
        'in|{folders}|{files}|contents?|whole|entire|everything|all|containing|into|gzip-?compressed',
      );
      // "must start with conf/": what stands before that part is where tar has to stand.
      const wanted = startsWith && scan.literal(startsWith.groups[1])!.value.replace(/\/$/, '');
      const first = plainPaths[0]?.replace(/\/$/, '');
      const cut =
        wanted && first !== undefined && first.endsWith(`/${wanted}`)
          ? first.slice(0, -wanted.length - 1)
          : null;
      if (wanted && cut === null && first !== wanted)
        scan.gaps.push(`No path here ends in ${wanted}.`);
      const paths = cut === null ? plainPaths : [wanted!];
      if (paths.length === 0 && !inside) return null;
      // Some files of a folder only: find says which.
      const some = readFileQuery(scan, seen, 'f');
      if (some.asked && !zip && seen.userland === 'gnu' && !ending) {
        const chosen = findCommand({ ...some, roots: paths }, seen.userland, '-print0');
        const packing = /\.(?:gz|tgz)$/i.test(archive.value)
          ? 'z'
          : /bz2$/i.test(archive.value)
            ? 'j'
            : /xz$/i.test(archive.value)
              ? 'J'
              : '';
        return {
          scan,
          command: `${chosen} | tar -c${packing}f ${command(pathWord(archive.value))} --null -T -`,
        };
      }
      if (some.asked) return null;
      const flag = /\.(?:gz|tgz)$/i.test(archive.value)
        ? 'z'
        : /bz2$/i.test(archive.value)
          ? 'j'
          : /xz$/i.test(archive.value)
            ? 'J'
            : '';
      const zstd: Word[] = /zst$/i.test(archive.value) ? ['--zstd'] : [];
      if (ending) {
        const found = command(
          'find',
          ...paths.map((path) => pathWord(path)),
          '-type',
          'f',
          '-name',
          `*.${ending.literals[0]!.value}`,
          '-print0',
        );
        return {
          scan,
          command: zip
            ? `${found} | xargs -0 zip -q ${command(pathWord(archive.value))}`
            : `${found} | tar -c${flag}f ${command(pathWord(archive.value))} --null -T -`,
        };
      }
      if (zip)
        return {
          scan,
          command: command(
            'zip',
            '-rq',
            pathWord(archive.value),
            ...paths.map((path) => pathWord(path.replace(/(?<=.)\/$/, ''))),
            ...(excluded.length > 0 ? ['-x', ...excluded] : []),
          ),
        };
      return {
        scan,
        command: command(
          'tar',
          `-c${flag}f`,
          pathWord(archive.value),
          ...zstd,
          ...excluded.map((each) => `--exclude=${each}`),
          ...(cut !== null
            ? ['-C', pathWord(cut), ...paths.map((path) => pathWord(path))]
            : inside
              ? [
                  '-C',
                  pathWord(inside.literals[0]!.value),
                  ...(paths.length > 0 ? paths.map((path) => pathWord(path)) : ['.']),
                ]
              : paths.map((path) => pathWord(path.replace(/(?<=.)\/$/, '')))),
        ),
      };
    }
    return null;
  },
};
