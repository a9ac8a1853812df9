import type { Scan } from './scan.ts';

const untouched =
  '(?:alone|untouched|unchanged|unmodified|intact|in place|the same|as (?:it is|they are|is|it stands))';

/**
 * Takes what a request says of things that are not to be touched ("leave all other files alone", "nothing else may change"): every
 * command here does only what was asked, so this adds nothing. "Do not modify the file" is kept as a wish (`scan.readOnly`).
 */
export function takeRiders(scan: Scan): void {
  scan.takeAll(
    `(?:,? ?(?:and |but |while )?)?(?:leave|leaving|keep|keeping) (?:all |the |every |any )*(?:others?|remaining|rest|everything else|anything else)(?: (?:of )?(?:the |its |their )?[a-z]+){0,3} ${untouched}`,
    '(?:,? ?(?:and |but )?)?nothing else (?:may|must|should|shall|can|will|is to|is allowed to)(?: be)? (?:change|changed|touched|modified|deleted|removed|altered|happen)',
    '(?:,? ?;? ?(?:and |but )?)?no other (?:[a-z]+ ){1,3}(?:may|must|should|shall|can|will|is to|are to)(?: be)? (?:change|changed|touched|modified|deleted|removed|altered)',
    `(?:,? ?;? ?(?:and |but )?)?(?:the )?(?:rest|others|everything else|all else|all other [a-z]+|other [a-z]+)(?: of (?:the |its |their )?[a-z]+)? (?:stays?|remains?|must (?:stay|remain)|should (?:stay|remain)|shall (?:stay|remain)|is left|are left|is kept|are kept|must not change|is not changed) ?(?:${untouched})?`,
    "(?:,? ?(?:and |but )?)?(?:do not|don't|never) (?:change|touch|modify|alter|delete|remove|move) (?:anything else|any other [a-z]+|other [a-z]+|the (?:rest|others|other [a-z]+))",
    '(?:,? ?(?:and |but )?)?without (?:changing|touching|modifying|altering) (?:anything else|any other [a-z]+|other [a-z]+|the (?:rest|others|other [a-z]+))',
  );
  scan.takeAll(
    `(?:,? ?(?:and |but |while )?)?(?=[^.;<]{0,80}\\b(?:others?|else|rest|contents?|permissions|times)\\b)(?:leave|leaving|keep|keeping) (?:[a-z-]+ ){1,8}${untouched}`,
    `(?:,? ?;? ?(?:and |but |with )?)?(?:everything|anything|all) else (?:(?:stays?|remains?|is|must stay|should stay|must be|being|kept|left) )*${untouched}`,
  );
  // "originals stay", "names unchanged": whatever it is, the command does not touch it. Words that pick out files are none of this.
  scan.takeAll(
    `(?:(?<=[,;.(-] ?)|(?:which|and|but|while) )(?:(?:and|but|while|which|that|the|all|its|their|any|original) )*(?:(?!(?:hidden|empty|older|newer|larger|smaller|sub-?\\w+|links?|symlinks?|director\\w+|folders?|executables?|everything|not|no)\\b)[a-z-]+ ){0,4}(?:must |should |shall |may |have to |has to )?(?:(?:stays?|remains?|is (?:kept|left)|are (?:kept|left))(?: (?:where|as) (?:it is|they are)| ${untouched}| there| in place)?|(?:is |are |stays? |be )?(?:unchanged|untouched|intact))\\)?(?=[.,;)]|$)`,
    "(?:[,;.] ?)?(?:but |and )?(?:do not|don't|never) (?:rename|move|delete|remove|touch|change|compress|copy|include|list|count) (?:any |the )*(?:sub-?)?(?:{folders}|links|symlinks|symbolic links)(?=[.,;)]|$)",
  );
  scan.takeAll(
    `(?:,? ?;? ?(?:and |but |while )?)?(?:the )?(?:sub-?(?:director(?:y|ies)|folders?)|<[IPQKE]\\d+>(?: {files})?|comments?(?: lines)?) (?:must |should |shall |may )?(?:stays?|remains?|is left|are left|are kept|is kept) ${untouched}`,
    '(?:,? ?;? ?(?:and |but )?)?(?:the )?(?:sub-?(?:director(?:y|ies)|folders?)|<[IPQKE]\\d+>(?: {files})?) (?:must|should|shall|may) not (?:be )?(?:changed?|touched|modified|renamed|moved|deleted)',
  );
  scan.takeAll(
    '(?:,? ?(?:and |but )?)?(?:leave|leaving|keep|keeping) (?:everything|anything|all) else(?=[ .,;)]|$)',
    "(?:,? ?\\(?)?(?:and )?(?:in )?any order\\)?|\\(?(?:the )?order (?:does not|doesn't) matter\\)?|(?:the )?order is (?:not important|irrelevant|of no importance)",
    '(?:,? ?)?(?:and |but )?nothing (?:else|more|further)(?=[ .,;)]|$)(?! (?:may|must|should|shall|can))',
    '(?:,? ?;? ?(?:and |but )?)?(?:change|touch|modify|alter|do|print|show) nothing else(?: (?:about|in|of|on) (?:the |its |their )?[a-z]+)?',
    '(?:,? ?)?(?:just |only )?(?:print|show|display|write|output)(?:ed)?(?: (?:it|them|the result|that))? (?:to|on) (?:the )?(?:terminal|screen|standard output|stdout|console)',
    '(?:[,.;] ?)?(?:just|only) (?:print|show) (?:it|them|the result)(?=[ .,;]|$)',
    '(?:,? ?)?(?:one|each) (?:[a-z]+ ){0,2}(?:per|on (?:a|its own)) line',
  );
  scan.readOnly =
    scan.take(
      "(?:,? ?;? ?(?:and |but )?)?(?:(?:do not|don't|never|must not|should not) (?:modify|change|alter|touch|edit|overwrite|write to)|without (?:modifying|changing|altering|touching|editing)) (?:the |any |this |that |these |original )*(?:files?|originals?|it|anything|them)(?: itself| on disk)?",
      '(?:,? ?;? ?(?:and |but )?)?(?:the )?(?:original )?files? (?:itself )?(?:must|should|shall|may|is to|are to)?(?: not be (?:changed|modified|touched)|stays? as (?:it is|they are)|remains? unchanged|must stay unchanged)',
    ) !== null;
}
