import type { Frame } from '../frame.ts';
import { command, pipe } from '../quote.ts';
import { findCommand, readFileQuery } from '../selection/index.ts';

/** Files with the same content, and names that occur more than once in a tree. */
export const duplicates: Frame = {
  name: 'same-content',
  build(scan, { seen, request }) {
    const { userland } = seen;
    const names = scan.take(
      '(?:(?:base|file) ?)?names?(?: \\(?(?:without|not counting|ignoring) (?:the |its |their )?(?:{folders}|paths?)\\)?)?,? (?:that |which )?(?:(?:occur|appear|exist|are (?:used|found|there|present)|come up|turn up|are)s? )?(?:more than once|several times|at least twice|twice or more|repeatedly|multiple times|in (?:more than one|several|different|two or more|multiple) {folders})',
      '(?:which|what|the|all)? ?(?:duplicate|duplicated|repeated|non-unique) (?:(?:base|file) ?)?names?',
      '{files} (?:that |which )?(?:have|with|share|sharing|having) (?:the same|equal|identical) (?:(?:base|file) ?)?names?(?: (?:in|under) (?:different|several|other) {folders})?',
    );
    const extra =
      '(?:redundant|superfluous|surplus|unnecessary|extra copies|could (?:be (?:removed|deleted)|go)|can (?:be (?:removed|deleted)|go)|would have to go|(?:must|should) go|needless)';
    const surplus = names
      ? null
      : scan.take(
          `(?:{files} )?(?:that |which )?(?:are |is )?${extra}(?:,? ?(?:that is,?|so that|in order that|such that|because|i\\.e\\.,?)? ?[^.;]{0,20}(?:content|contents|copy|copies)[^.;]{0,50}?(?:once|one|left|remain(?:s|ing)?|kept)(?: only)?)?`,
          '(?:copies|duplicates) (?:beyond|besides|apart from|other than|except(?: for)?|but) (?:the )?(?:first|one)(?: of (?:each|every)(?: content| group)?)?',
          '(?:all|everything) but (?:the first|one) (?:of each |of every )?(?:group|set|content|copy)',
        );
    const same =
      surplus && !/content|cop(?:y|ies)|duplicat|identical/i.test(request.text) ? null : surplus;
    const members =
      names || same
        ? null
        : scan.take(
            "(?:whose|with|that have|having|of|share|sharing) (?:the |their )?(?:contents?) (?:is |are |that is |that are )?(?:exactly )?(?:identical|equal|the same|duplicated)(?: to| as)?(?: (?:that of )?(?:another|some other|any other|one another|an other)(?: file)?(?:'s)?(?: contents?)?)?",
            'duplicate {files}(?: by contents?)?',
            '(?:exactly )?(?:the )?(?:identical|same|equal)(?: file)? contents?(?: as (?:another|some other)(?: file)?)?',
            '{duplicate} {files}',
            '{files} (?:that|which) are {duplicate}',
            'duplicates? by (?:contents?|check ?sum|hash)|(?:exact )?(?:copies|duplicates) of (?:each other|one another|another file)',
            '(?:are |is )?(?:byte for byte |byte-for-byte |exactly )?(?:identical|equal|the same|duplicates)(?: in| by)?(?: (?:their )?(?:contents?|bytes|byte for byte))?(?: (?:to|as) (?:each other|another(?: file)?|one another))?(?= |[.,?]|$)(?=.*(?:files?|copies))',
            '(?:(?:occur|exist|are there|are stored|are present)s? )?(?:more than once|several times|twice or more)(?: by contents?)?(?= |[.,?]|$)',
          );
    if (!names && !same && !members) return null;
    if (members && /once|times|twice/i.test(members.text) && !/content/i.test(request.text))
      return null;
    if (
      members &&
      /\b(?:identical|equal|same)\b/i.test(members.text) &&
      !/\bcontents?|bytes?|duplicat|identical (?:files?|copies)|files? .*identical/i.test(
        request.text,
      )
    )
      return null;
    const counted = scan.take('how many|(?:the )?(?:number|count) of|count(?: the)?') !== null;
    const groups =
      !same &&
      counted &&
      scan.take(
        'groups?(?: of)?|sets? of|(?:different |distinct )?contents?(?= (?:occur|exist|are))',
      ) !== null;
    scan.takeAll(
      'by (?:contents?|check ?sums?|hash|md5)|under (?:different|another) names?|different names?|groups?(?: of)?|copies|group(?:ed)?|together',
      '(?:only )?(?:the )?(?:full |relative )?(?:paths?|file names?|names?)(?: of (?:all|the|each|both))?(?: only)?|{sorted}(?: by (?:name|path))?|alphabetical(?:ly)?|(?:each|every)(?: of them| name| one)?(?: only)? once|without duplicates',
      '(?:{show} )?(?:only|just) (?:the )?{number}',
      'without (?:them|these)|so that|(?:every|each) contents?|would|exists?|is (?:there|kept|left)|only once|once|among|at least|another|other',
    );
    const query = readFileQuery(scan, seen, 'f');
    if (query.roots.length === 0 && !query.asked && !names && counted) return null;
    if (query.roots.length === 0)
      scan.assumptions.push('The current directory is meant: none was named.');
    if (names) {
      const listed =
        userland === 'gnu'
          ? findCommand(query, userland, '-printf', String.raw`%f\n`)
          : pipe(findCommand(query, userland), command('sed', 's#.*/##'));
      return { scan, command: pipe(listed, 'sort', 'uniq -d', counted ? 'wc -l' : null) };
    }
    const sums = findCommand(
      query,
      userland,
      '-exec',
      userland === 'bsd' ? 'md5' : 'md5sum',
      ...(userland === 'bsd' ? ['-r'] : []),
      '{}',
      '+',
    );
    const path = 'p=substr($0,length($1)+2);sub(/^[ *]/,"",p)';
    if (same)
      return {
        scan,
        command: pipe(
          sums,
          'sort',
          counted ? "awk 'seen[$1]++{n++} END{print n+0}'" : `awk '{${path}} seen[$1]++{print p}'`,
        ),
      };
    if (groups) return { scan, command: pipe(sums, "awk '++n[$1]==2{g++} END{print g+0}'") };
    const shown =
      userland === 'gnu'
        ? pipe('sort', 'uniq -w32 -D', 'cut -c 35-')
        : `awk '{h=$1;${path};n[h]++;f[h]=f[h] p "\\n"} END{for(h in n) if(n[h]>1) printf "%s", f[h]}'`;
    return { scan, command: pipe(sums, shown, counted ? 'wc -l' : null) };
  },
};
