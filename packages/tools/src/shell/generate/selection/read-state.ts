import { raw, type Word } from '../quote.ts';
import type { Scan } from '../scan.ts';

/** Hidden or not, whose they are, what may be done with them. */
export function readState(scan: Scan): { tests: Word[]; hiddenLeftOut: boolean } {
  const tests: Word[] = [];
  // All files are meant anyhow.
  scan.takeAll(
    '\\(?(?:,? ?(?:and )?)?(?:also|including|include|even|count(?:ing)?|with)(?: (?:the|all|any))* hidden(?: ones?| {files})?(?: (?:too|as well|also))?\\)?',
    '\\(?(?:,? ?(?:and )?)?hidden (?:ones |{files} )?(?:too|also|as well|included|count(?: too| as well)?)\\)?',
    '(?:visible or hidden|hidden or (?:not|visible))',
  );
  const hiddenFolders =
    scan.take(
      '(?:,? ?(?:and |but )?)(?:nothing|none|not(?: those| anything)?) (?:below|under|in|inside|within) (?:any )?hidden {folders}',
      '(?:,? ?(?:and |but )?)?(?:without|ignor(?:e|ing)|exclud(?:e|ing)|skip(?:ping)?|leav(?:e|ing) out|outside(?: of)?|not (?:in|inside))(?: the| any| all)? hidden {folders}',
    ) !== null;
  if (hiddenFolders) tests.push('!', '-path', '*/.*');
  const hiddenLeftOut =
    scan.take(
      '(?:,? ?(?:and |but )?)?(?:non[- ]hidden|(?:that are |which are )?not hidden|(?:ignor(?:e|ing)|exclud(?:e|ing)|except|without|no|skip(?:ping)?|leav(?:e|ing)(?: out)?|but not|not counting|do not count|(?:but )?(?:keep|spare|preserve|retain)(?:ing)?)(?: the| any| all)? hidden(?: ones| {files})?|visible|hidden (?:ones|{files}) (?:are |do )?(?:not (?:counted|included|count|wanted|meant)|excluded|left out|ignored))',
    ) !== null;
  if (hiddenLeftOut) tests.push('!', '-name', '.*');
  else if (scan.take('hidden')) tests.push('-name', '.*');
  const who = String.raw`(<[IQ]\d+>|(?!the\b|an?\b|somebody|someone|everyone|anyone)[a-z_][\w-]*)`;
  const owner = scan.take(
    `(not )?(?:owned by|belong(?:s|ing)? to)(?: the)? (user |group )?${who}`,
    `whose (owner |group |user )(?:is |are )?(not )?${who}`,
    `(not )?(?:in|of)(?: the) (group |user )${who}`,
  );
  if (owner) {
    const group = owner.groups.some((part) => part?.trim() === 'group');
    const not = owner.groups.some((part) => part?.trim() === 'not');
    const name = owner.groups.at(-1)!;
    tests.push(
      ...(not ? ['!'] : []),
      group ? '-group' : '-user',
      scan.literal(name)?.value ?? name,
    );
  }
  const permission = readPermission(scan);
  if (permission) tests.push(...permission);
  else if (
    scan.take(
      '(?:that are |which are )?(?:not executable|non-?executable)',
      '(?:that |which )?(?:lack|miss|do not have|have no|without)(?:s|ing)?(?: the| any)? (?:execute|executable) (?:permission|bit|flag)s?',
    )
  )
    tests.push('!', '-perm', '-u+x');
  else if (scan.take('(?:that are |which are |marked )?executable')) tests.push('-perm', '-u+x');
  scan.take('(?<=·)·* ?by (?:their|the|its) owners?');
  if (
    scan.take(
      '(?:with|that have|having) (?:more than one|several|multiple) (?:hard )?(?:links?|names?)',
    )
  )
    tests.push('-links', '+1');
  const mode = scan.take(
    '(?:with|that have|having|whose)(?: the| a| their)* (?:exact(?:ly)? )?(?:mode|permissions?(?: bits?)?|access mode|access rights)(?: is| are| of| exactly| set to)* <N>',
  );
  if (mode) tests.push('-perm', mode.literals[0]!.source);
  const notMode = scan.take(
    '(?:with|that have|having|whose)(?: the| a| their)* (?:mode|permissions?(?: bits?)?|access rights)(?: is| are)* (?:not|other than|different from) <N>',
  );
  if (notMode) tests.push('!', '-perm', notMode.literals[0]!.source);
  if (scan.take('(?:with|that have|having) (?:the )?set-?uid(?: bit)?(?: set)?|set-?uid'))
    tests.push('-perm', '-u+s');
  return { tests, hiddenLeftOut };
}

/** "writable by everybody", "that the group can read", "with write permission for others". */
function readPermission(scan: Scan): Word[] | null {
  const who =
    '(everyone|everybody|anyone|anybody|all(?: users)?|others?|the world|the group|group|owner|their owner|the owner|its owner|(?:all |any )?other (?:users?|people)|any user|every user)(?: (?:on|of|in) (?:the|this) (?:machine|host|system|server|box))?(?: \\((?:others?|world|group|owner|everyone)\\))?';
  const right = '(read|writ|execut)(?:e?able|e|ing|ion|ten)?';
  const taken = scan.take(
    `(?:that |which )?(?:are |is )?(not )?(?:world|group|owner|other)[- ]${right}`,
    `(?:that |which )?(?:are |is |can be )?(not )?${right} (?:by|for|to) ${who}`,
    `(?:that |which )?${who} (?:can|may|is allowed to|are allowed to|is able to)(not)? ${right}(?: to)?(?: \\(?[ugo][+=]?[rwx]\\)?)?`,
    `(?:that |which )?(?:have|has|with|having|grant(?:s|ing)?|give|allow)(?: the)?( no)? ${right}(?: permissions?| access| rights?)? (?:for|to|by) ${who}`,
  );
  if (!taken) return null;
  const letter = /\bread|-read/i.test(taken.text) ? 'r' : /writ/i.test(taken.text) ? 'w' : 'x';
  const whom = /group/i.test(taken.text) ? 'g' : /owner/i.test(taken.text) ? 'u' : 'o';
  const negative = taken.groups.slice(1).some((group) => /^ ?(?:not|no) ?$/i.test(group ?? ''));
  scan.take('\\((?:others?|[ugoa][ +=-]?[rwx])\\)');
  return [...(negative ? ['!'] : []), '-perm', `-${whom}=${letter}`];
}

export type FileType = 'f' | 'd' | 'l' | null;

/** Files, folders or links; for links, whether they lead nowhere. */
export function readType(
  scan: Scan,
  defaultType: 'f' | 'd' | null,
): { type: FileType; tests: Word[]; depth?: { min: number; max: number } } {
  // "Empty files are not wanted" says nothing of what is.
  scan.takeAll(
    '(?:[;,.] ?(?:and |but )?)?(?:the )?(?:empty |hidden |other |regular )*(?:{files}|{folders}|links?|symlinks?|symbolic links?) (?:are |is |do |should |must )?(?:not |never )(?:be )?(?:wanted|needed|meant|of interest|asked for|to be (?:listed|printed|shown|included)|listed|printed|shown|count(?:ed)?)',
  );
  const both = scan.take(
    '(?:empty )?(?:regular )?{files} (?:and|or) (?:empty )?{folders}|(?:empty )?{folders} (?:and|or) (?:empty )?(?:regular )?{files}',
  );
  if (both)
    return {
      type: null,
      tests: [
        ...(/empty/i.test(both.text) ? ['-empty'] : []),
        raw(String.raw`\( -type f -o -type d \)`),
      ],
    };
  if (scan.take('(?:symbolic links?|symlinks?|soft links?)(?! (?:should|must|are not))')) {
    const broken = scan.take(
      '(?:that are |which are )?(?:broken|dangling|dead|pointing nowhere)',
      '(?:that |which )?(?:point|lead|refer)(?:s|ing)? (?:to )?(?:nowhere|(?:a |an )?(?:missing|non-?existent|deleted) (?:files?|targets?|paths?)|(?:something|files?|a file|a path|targets?) (?:that|which) (?:does not exist|do not exist|is gone|are gone|is missing|no longer exists?))',
      '(?:whose|that point to a|pointing to a|with a|that have a) (?:targets?|file|path)(?: that)? (?:does not exist|is missing|are missing|is gone|do not exist|no longer exists?|missing|cannot be found)(?: any ?more)?',
      '(?:with|having) (?:a |no )?(?:missing|existing|non-?existent|valid) targets?',
    );
    return { type: 'l', tests: broken ? [raw('-xtype'), 'l'] : [] };
  }
  if (scan.take('(?:first[- ]level |immediate |direct |top[- ]level )(?:{folders})'))
    return { type: 'd', tests: [], depth: { min: 1, max: 1 } };
  if (defaultType === 'd') return { type: 'd', tests: [] };
  if (subjectIsFolder(scan)) {
    scan.take('(?:{folders})');
    return { type: 'd', tests: [] };
  }
  return { type: defaultType, tests: [] };
}

/** Is the first thing that is asked for a folder? What stands behind a preposition or "each" is a place, not the subject. */
function subjectIsFolder(scan: Scan): boolean {
  const folders = scan.sees(
    '(?<!\\b(?:in|into|to|under|below|of|from|per|by|each|every|inside|within|with|the same|which|as|at|new|called|its|their|current|the|a|an|any|home|working)[\\s·]{1,2})(?:empty |hidden )?(?:{folders})(?! (?:<P|tree|structure|part|name|path|called <P|and (?:the )?(?:count|number|size)))',
    '(?<=\\b(?:all|find|list|show|print|delete|remove|which|what|count|many|of|locate|get|number of) (?:the |all |all the |those )?(?:empty |hidden )?)(?:{folders})(?! (?:<P|tree|structure|part|name|path|called <P|and (?:the )?(?:count|number|size)))',
  );
  if (!folders) return false;
  const at = scan.left.indexOf(folders.text);
  const files = /\b(?:files?|links?|symlinks?)\b|<E\d+>/i.exec(scan.left);
  return !files || at < files.index;
}
