/**
 * Words that mean the same where data engineers ask for commands. Rules name a class in braces, so that one rule covers the ways in
 * which people say it. All are patterns without anchors; the longest forms stand first.
 */
export const wordClasses: Readonly<Record<string, string>> = {
  show: 'show(?: me)?|print(?: out)?|list|display|output|give(?: me)?|find|get|tell me|return|see|view|report|write out|dump|fetch|extract|pull out|identify|locate|look for|search for|detect|determine|compute|calculate',
  count:
    'how many|(?:the )?(?:total )?(?:number|count|amount) of|count(?: up)?(?: of)?(?: the)?|tally(?: of)?',
  number: 'number|count|total|figure|result',
  delete: 'delete|remove|erase|clean(?: up| out)?|purge|get rid of|wipe|drop|prune',
  move: 'move|relocate|archive|put',
  copy: 'copy|duplicate|back up|backup',
  rename:
    'rename|change the (?:extension|ending|suffix) of|change (?:the )?(?:extension|ending|suffix)',
  compress: 'compress|gzip|zip up|gz',
  sum: 'sum(?: up)?(?: of)?(?: the)?|total(?: up)?(?: of)?(?: the)?|add up(?: the)?|summed|aggregate',
  average: 'average|mean|avg|arithmetic mean',
  most: 'max(?:imum|imal)?|largest|biggest|highest|greatest|longest|slowest|top|latest|most expensive',
  least: 'min(?:imum|imal)?|smallest|lowest|least|shortest|fastest|earliest|quickest|cheapest',
  big: 'largest|biggest|heaviest|greatest|most space|most disk space|highest|longest|slowest|most expensive|worst',
  new: 'newest|latest|most recent(?:ly)?(?: modified| changed)?|last modified|last changed|youngest|recently modified',
  distinct: 'distinct|unique|different|deduplicated|individual',
  duplicate:
    'duplicates?|duplicated|repeated|appearing more than once|occurring more than once|(?:that|which) (?:appear|occur|are there|exist|are listed)s? (?:more than once|several times|multiple times|at least twice|twice or more)|more than once|non-unique|doubled',
  per: 'per|by|for each|for every|grouped by|group by|in each|each|every|broken down by|split by',
  contains:
    '(?:that |which )?(?:contain(?:s|ing)?|mention(?:s|ing)?|includ(?:es?|ing)|with|having|has|have|match(?:es|ing)?|say(?:s|ing)?|hold(?:s|ing)?)',
  lines: 'lines?|log lines?|rows?|records?|entries|entry|messages?|log entries|log messages',
  files: 'files?|regular files?|plain files?',
  folders: 'director(?:y|ies)|folders?|sub-?director(?:y|ies)|sub-?folders?|dirs?',
  under:
    'anywhere under|somewhere under|under|below|beneath|inside|within|in|of|from|recursively in|recursively under|anywhere in|at|across|throughout|over',
  over: 'larger than|bigger than|greater than|more than|over|above|exceeding|exceeds?|longer than|higher than|slower than|in excess of|after|heavier than',
  below: 'smaller than|less than|lower than|under|below|shorter than|fewer than|faster than|up to',
  least_or: 'at least|no less than|or more|minimum of|not less than',
  most_or: 'at most|no more than|up to|not more than|maximum of',
  equals: '(?:is|are|was|equals?|equal to|of|=|being|has the value|with value|set to|exactly)',
  header: 'headers?|header (?:line|row)|heading|column names?|first line',
  first: 'first|top|initial|leading',
  sorted:
    'sorted|ordered|sort(?: them| it| the result| the output)?|order(?= by| them| the)(?: them| it)?|arranged|ranked|in order',
  descending:
    'descending(?: order)?|(?:largest|highest|biggest|greatest|most frequent|most common|slowest|longest|newest|latest|most recent|most|largest number|largest count|highest count|highest number|largest total|highest total|highest sum|largest sum|highest average) (?:ones? )?(?:first|to lowest|to smallest|at the top)|in reverse order|reverse order|desc|from (?:the )?(?:largest|highest|biggest|most|slowest|longest|newest) to (?:the )?(?:smallest|lowest|least|fastest|shortest|oldest)|decreasing(?: order)?|(?:highest|largest|biggest|most)-first',
  ascending:
    'ascending(?: order)?|(?:smallest|lowest|least|fewest|shortest|oldest|earliest|fastest|lowest number) (?:ones? )?first|increasing(?: order)?|asc|from (?:the )?(?:smallest|lowest|oldest) to (?:the )?(?:largest|highest|newest)|alphabetical(?:ly)?(?: order)?',
};

/**
 * Words that carry nothing a command could express. Negations, `only`, `exactly`, ordinals and adjectives are not here: where no rule
 * took one, the answer does not do all that was asked, and says so.
 */
export const emptyWords: ReadonlySet<string> = new Set(
  (
    'a an the this that these those it its they them their there here ' +
    'and or but also then so as with together plus ' +
    'in on at of to from for by into onto over under within inside about via through ' +
    'is are was were be been being am do does did has have had can could would should will shall may might must ' +
    'i me my we us our you your he she someone anybody people ' +
    'please kindly just need needs want wants wanted like help let lets make sure able try using use used how what which who where when whose whether if ' +
    'command shell bash line-up one-liner oneliner way script terminal linux unix ' +
    'show print list display output give find get tell see report return file files line lines value values data existing current ' +
    'called named following given corresponding respective whole entire certain thing things stuff some any each every all single contents content ' +
    "item items s t re ll d ve search grep live lives compute calculate determine identify locate fetch o'clock etc eg e.g i.e hi hello thanks thank"
  ).split(' '),
);
