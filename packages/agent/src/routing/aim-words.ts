import type { Aim } from '../plugin/aim.ts';

type Weighted = readonly [weight: number, pattern: RegExp];

/** Things that stand in logs, as people call them. */
const inLogs =
  '(?:lines?|entries|entry|events?|messages?|occurrences?|errors?|warnings?|warns?|infos?|debugs?|fatals?|stack traces?|zeilen?|eintrage?|meldungen|warnungen|fehler|lignes?|entrees?|erreurs?|avertissements?|lineas?|entradas?|mensajes?|advertencias?)';
const deeds =
  'count|list|find|delete|remove|copy|move|compress|gzip|zip|unzip|sort|merge|split|extract|print|replace|rename|download|upload|kill|show|see|get|tail|watch|follow|check|convert|archive|unpack|create|restart|stop|start|test|connect|mount|sync|reset|describe|read|write|search|grep|filter|monitor|backfill|clear';
const tool =
  'bash|zsh|fish|powershell|shell|cmd|hdfs|hadoop|yarn|kafka|kubectl|docker|git|aws|gcloud|azure|airflow|spark-submit|dbt|psql|mysql|jq|awk|sed|grep|find|perl|ansible|rsync|curl|cron(?:tab)?';

/**
 * How people ask for something, in English, German, French, Spanish and some Chinese; accents are taken off before. The
 * strongest that fits counts.
 */
export const aimWords: Readonly<Record<Aim, readonly Weighted[]>> = {
  command: [
    [
      5,
      /\b(?:an?|one|einen?|une?|un)\s+(?:[\w-]+\s+)?(?:grep|zgrep|awk|sed|jq|find|curl|kubectl|perl|sql)\s+(?:that|to|for|line|which|der|qui|que)\b|^(?:awk|sed|grep|jq|find) line\b/i,
    ],
    [5, /\b(?:one-?liners?|snippets?|einzeiler)\b/i],
    [
      5,
      /\b(?:an?|one|some|another|which|what|the right|the exact|just the|only the|full|need|want|eine?n?|une|un|algun)\s+(?:[\w-]+\s+){0,2}?(?:commands?|cmd|scripts?|skripte?|befehle?|commandes?|comandos?|pipe)\b/i,
    ],
    [5, /\b(?:welche[rn]?|quelle|que|cual)\s+(?:commande|befehl|comando)\b/i],
    [5, /^(?:please\s+|need\s+|i need\s+)?(?:an?\s+)?(?:commands?|cmd|befehl|commande|comando)\b/i],
    [
      5,
      /\b(?:commands?|befehl|commande|comando)\s+(?:line\s+)?(?:to|that|which|for|der|die|das|zum|um|pour|qui|para|que)\b/i,
    ],
    [
      5,
      new RegExp(
        `\\b(?:${tool})\\s+(?:command|cli|one|line|expression|script|snippet|pipeline|job|loop)\\b`,
        'i',
      ),
    ],
    [4.5, /\bwith an? (?:shell )?(?:pipeline|command|script|loop)\b/i],
    [
      4.5,
      /\bcommand[- ]line\b|\b(?:airflow|aws|databricks|snowflake|kafka) cli\b|\b(?:from|on|in) (?:the|a|my) (?:terminal|shell|command line|console|prompt)\b|\bin (?:bash|zsh|powershell)\b/i,
    ],
    [
      4.5,
      /\bwhat (?:do|should|can|would) (?:i|we) (?:type|run|enter|execute)\b|\b(?:which|what) flags?\b|命令/i,
    ],
    [
      4.5,
      new RegExp(
        `\\bhow (?:do|can|would|could|should|to)\\s+(?:i|you|we|one)?\\s*(?:${deeds})\\b`,
        'i',
      ),
    ],
    [
      4.5,
      new RegExp(
        `^(?:on |in |with )?(?:${tool}|windows|mac(?:os|book)?|linux|ubuntu|debian)\\b[^:]{0,20}:\\s`,
        'i',
      ),
    ],
    [
      4,
      new RegExp(
        `^(?:on|in|with|using)\\s+(?:a\\s+)?(?:${tool}|windows|mac(?:os|book)?|linux|ubuntu)\\b`,
        'i',
      ),
    ],
    [
      3.5,
      new RegExp(
        `^(?:ok\\s+)?(?:and\\s+|now\\s+)?(?:the same\\s+)?(?:for|on|with|in)\\s+(?:${tool}|windows|mac(?:os)?|linux)\\b`,
        'i',
      ),
    ],
    [4.5, /\bon (?:a |my |the )?(?:mac(?:os|book)?|linux|ubuntu|debian|windows|bsd)\b/i],
    [
      4.5,
      /^(?:please\s+)?(?:find|list|show|count)\s+(?:me\s+)?(?:all|every|the)?\s*(?:\S+\s+){0,2}?(?:files?|folders?|directories|dirs|csvs?|parquets?|jsons?)\b(?!.*\b(?:lines?|logs?)\b)/i,
    ],
    [4, new RegExp(`\\b(?:with|using|mit|avec|con)\\s+(?:${tool})\\b`, 'i')],
    [
      3.5,
      /\b(?:spark-submit|kubectl|grep|awk|sed|find|jq)\b.{0,20}\b(?:line|for|that|flags|expression)\b/i,
    ],
    [3.5, /\bsafe(?:ly|r)? (?:way to )?(?:delete|remove|drop)\b|\bmake (?:that|it|this) safer?\b/i],
    [
      3.5,
      new RegExp(
        `^(?:please\\s+|safely\\s+)?(?:${deeds}|tail|rebuild)\\b.*(?:\\bfiles?\\b|\\bfolders?\\b|\\bdir(?:s|ector(?:y|ies))?\\b|\\bcolumns?\\b|\\.(?:gz|csv|tsv|json|parquet|log)\\b.*(?:follow|mac|linux)|\\s/\\w+/)`,
        'i',
      ),
    ],
    [
      3.5,
      /\bfind me something that\b|\bsomething (?:that|to) (?:\w+s\b|run)\b.{0,60}\b(?:files?|logs?|folders?|everything)\b/i,
    ],
    [
      3.5,
      /\b(?:give|make|write|show) me (?:an?|one|the)\s+(?:[\w-]+\s+){0,2}?(?:variant|version|one|script|line)\b/i,
    ],
    [
      3.5,
      /\b(?:make|write|give|build|create) (?:me )?(?:one|another|another one|a (?:new|second|similar|shorter|safer) one)\b/i,
    ],
  ],
  meaning: [
    [5, /\bexplain\b|\berklar\w*|\bexpli(?:qu|c|ca)\w*/i],
    [
      5,
      /\bwhat (?:exactly )?(?:do|does|did|would|will|is|happens)\b|\bwas (?:macht|bedeutet|tut|bewirkt)\b|\bque (?:hace|significa)\b|\bque fait\b|\bqu'est-ce\b|\bsignifi\w+|什么意思/i,
    ],
    [
      5,
      /\bmean(?:s|ing)?\b|\bbedeut\w*|\bsense of\b|\bdecode\b|\bwalk (?:me )?through\b|\brun through\b|\bbreak\b.{0,20}\bdown\b|\b(?:plain|simple|in) words\b/i,
    ],
    [
      4.5,
      /\b(?:do(?:es)? not|don't|doesn't|cannot|can't) (?:get|understand|read)\b|\bunderstand\b|\bdifference between\b|\bthere\?/i,
    ],
    [
      4.5,
      /\b(?:is|are|was) (?:this|that|it|these) (?:safe|dangerous|ok|risky|harmful)\b|\bsafe to (?:run|use|execute)\b|\b(?:hurt|harm|break|destroy|damage) anything\b|\bdangerous\b|\brisky\b|\bbefore i (?:run|paste|execute)\b|\bgefahrlich\b|\bpeligroso\b|\bdangereux\b/i,
    ],
    [4, /\b(?:why|reason|purpose|what for|wozu|huh|hm+)\b|\?{2,}/i],
  ],
  lines: [
    [
      4.5,
      new RegExp(
        `\\b(?:show|list|find|search|grep|get|give|pull|print|display|extract|see|want|need|zeig\\w*|such\\w*|find\\w*|liste|filter\\w*|gib|montre\\w*|cherche\\w*|trouve\\w*|affiche\\w*|donne\\w*|busca\\w*|muestra\\w*|lista\\w*|encuentra\\w*|dame)\\b.{0,60}\\b${inLogs}\\b`,
        'i',
      ),
    ],
    [
      4.5,
      new RegExp(
        `\\b(?:all|every|each|any|which|those|these|only|alle|jede|welche|toutes?|tous|todas?|todos)\\s+(?:the\\s+|die\\s+|les\\s+|las\\s+|los\\s+)?(?:\\S+\\s+){0,2}?${inLogs}\\b`,
        'i',
      ),
    ],
    [
      4,
      /\bhow (?:many times|often)\b|\bhow many\b.{0,40}\b(?:lines?|errors?|warnings?|requests?|times|entries|events|messages)\b|\bwie (?:oft|viele)\b|\bcombien\b|\bcuant[ao]s\b|\bcount (?:the|all|every|how)\b.{0,40}\b(?:lines?|errors?|warnings?)\b|\bnumber of (?:lines|errors|warnings|times)\b|多少|行|日志里|日志中|找出|查找/i,
    ],
    [3.5, /\bhow many\b|\bhow much\b/i],
    [
      4,
      new RegExp(
        `\\b(?:first|last|next|previous|earliest|latest|erste[nrs]?|letzte[nrs]?|premiere?|derniere?|primera?|ultima?)\\s+(?:\\S+\\s+)?(?:time|occurrence|mention|mal|fois|vez|restart|start|${inLogs})\\b`,
        'i',
      ),
    ],
    [
      4,
      new RegExp(
        `\\b(?:ten|\\d+)\\s+(?:\\S+\\s+)?(?:lines?|zeilen|lignes|lineas)\\b|\\bcontext (?:around|of|before|after)\\b|\\blines? (?:around|before|after)\\b`,
        'i',
      ),
    ],
    [4, /\bwhere\b.{0,60}\b(?:logs?|lines?|say|says|mention\w*|complain\w*|appear\w*)\b/i],
    [
      4,
      /\blook (?:up|for)\b|\bsearch\b|\bgrep\b|\b(?:busca\w*|cherche\w*|such\w*)\b.{0,40}\b(?:logs?|registros?|journa\w+|protokoll\w*)\b/i,
    ],
    [
      3.5,
      /\b(?:log|logs|there|files?)\b.{0,30}\b(?:mention|contain|say)\w*\b|\banything (?:in there )?(?:about|on)\b|\b(?:talk|talks) about\b|\bshows? up\b|\bvorkomm\w*|\benthalt\w*|\bcontien\w*|\baparece[n]?\b/i,
    ],
    [
      3.5,
      /\b(?:when|wann|quand|cuando) (?:was|did|is|war)\b.{0,40}\b(?:first|last|it|that|erste|letzte)\b|\b(?:which|what|whose) (?:\S+ ){0,2}(?:host|ip|address|client|user|id|node|instance|request)s?\b.{0,40}\b(?:most|mostly|longest|slowest|fastest|often|least)\b/i,
    ],
    // What is asked of the values in lines.
    [
      3.5,
      /\b(?:what|which|who|whose|how)\b.{0,60}\b(?:slowest|fastest|quickest|longest|shortest|largest|biggest|smallest|highest|lowest|(?:most|least) (?:often|frequent\w*|common\w*)|mostly|rarest)\b|\bhow many (?:different|distinct|unique)\b|\b(?:average|mean) (?:time|duration|latency|size|length|response)\b/i,
    ],
    [2.5, /\b(?:show|list|find|which|where|any|zeig\w*|cherche\w*|busca\w*|count)\b/i],
  ],
  cause: [
    [
      4,
      /\bwhat (?:has )?(?:kept|keeps|stopped|stops|prevented|prevents|blocked|blocks|delayed|hinders)\b/i,
    ],
    [
      3,
      /\bhow (?:do|can|should|to) (?:i |we )?(?:fix|solve|repair|resolve) (?:it|this|that|the)\b/i,
    ],
    [
      4,
      /\b(?:root cause|tell me the reason|find out (?:why|what)|what is the (?:cause|reason)|what'?s the (?:cause|reason)|reason\?|at fault|to blame|whose fault|who killed|what killed|what (?:went|is|was) wrong|what'?s wrong|whats wrong|what(?:'s| is|s)? going on|what happe?ne?d|what caused|what triggered|what made .{1,60} (?:stop|fail|crash|die|abort)\w*)\b/i,
    ],
    [
      3.5,
      /\bwhy\b|\bwarum\b|\bwieso\b|\bweshalb\b|\bwoher\b|\bpourquoi\b|\bpor que\b|为什么|\bhow come\b/i,
    ],
    [
      3.5,
      /\bcause[sd]?\b|\breasons?\b|\bursache\w*|\bgrund\b|\bcausa\b|\brazon\b|\bculprit\b|\bexplain\b|\bdiagnos\w+|\bdebug\b/i,
    ],
    [
      3,
      /\bis (?:it|this|that) .{2,60}\bor\b|\bideas?\?|\bwhat does (?:it|this) (?:want|mean)\b|\bis that an error\b|\bhm+\?|\bexplain please\b|\bwas bedeutet\b|\bque (?:significa|pasa)\b/i,
    ],
    [2, /\b(?:fix|problem|issue|broken?|wrong|error)\b/i],
  ],
  settings: [
    [4.5, /\bspark-defaults\b|\bspark-submit conf\b/i],
    [
      4.5,
      /\bwhat (?:to|should|would|can|could|shall) (?:i |you |we )?(?:change|set|tune|configure|adjust|improve)\b|\bwhat (?:can|should|could) (?:i|we) tune\b|\btell me what to set\b|\bhow (?:should|do|can|would) (?:i|we) (?:size|tune|speed|configure)\b/i,
    ],
    [
      4,
      /\btun(?:e|ing)\b|\boptimi[sz]\w+|\brecommend\w*|\bsuggest\w*|\badvi[sc]e\b|\bsiz(?:e|ing)\b|\bspeed up\b|\bmake (?:it|this|that) faster\b|\bconfiguration\b|\bsettings?\b|\beinstell\w*|\bkonfigur\w*|\bstelle ich\b|\bregler\b|\breduire\b|\bajust\w*|\bempfehl\w*|\bwould you set\b/i,
    ],
    [
      3,
      /\bhow (?:to|do i|can i|should i)\b.{0,20}\b(?:fix|avoid|reduce|handle|prevent|get rid)\b|\bworth\b|\bgood idea\b|\b\w+ or \w+.{0,60}\bfor\b|\bhow many (?:executors|partitions|cores|nodes)\b|\bwhat now\b|\bwhere is the time\b/i,
    ],
    [2, /\bslow\w*|\bfaster\b|\bif i (?:can )?(?:only )?(?:get|have|use)\b/i],
  ],
  difference: [
    [
      4,
      /\bcompar\w+|\bvergleich\w*|\bdiff\b|\bdifference\b|\bdifferent\b|\bunterschied\w*|\bdifferen(?:ce|cia|t)\w*|\bversus\b|\bvs\b\.?/i,
    ],
    [
      4,
      /\bnext to each other\b|\bside by side\b|\bstage by stage\b|\bwhich (?:one|run|job|of (?:them|the two|these))\b|\b(?:slower|faster|quicker|longer|worse|better) than\b|\bwhat\b.{0,30}\bchanged\b|\bverschlechtert\b|\bverbessert\b/i,
    ],
    [
      3,
      /\b(?:slower|faster|quicker|twice as|\d+ times)\b|\bdid .{1,60} help\b|\bworth it\b|\bbefore and after\b|\bregression\b/i,
    ],
  ],
  page: [
    [
      4.5,
      /\bdocument(?:s|ed|ation|iere\w*|er|a|ar)?\b(?!ed)|\bdocs?\b|\breadme\b|\bdoku\w*|\bwiki\b|\bmarkdown\b|\bmermaid\b/i,
    ],
    [4.5, /\blineage\b|\bdatenherkunft\b|\bdiagram\w*|\bdraw\b|\bas a graph\b|\bflow ?chart\b/i],
    [
      4,
      /\bdescribe\b|\bsummari[sz]e (?:this|the|that|my|our) (?:pipelines?|dags?|jobs?|scripts?|code|quer(?:y|ies))\b|\bsummari[sz]e\b.{0,30}\bfor (?:her|him|them|us)\b|\bnew (?:joiners?|colleagues?|hires?|starters?|team members?)\b|\bfor (?:the )?(?:business|team|colleagues?|stakeholders?|newcomers?)\b|\bwrite (?:it|this|them|that) up\b|\bput down\b|\bone page\b|\bhandover\b|\bbeschreib\w*|\bdecri\w+|\bdescrib\w+/i,
    ],
    [
      4,
      /\bwhat (?:does|do) (?:it|this|that|they) (?:read|write|do)\b|\breads? and writes?\b|\bwhat (?:tables?|columns?)\b|\b(?:which|what) (?:tables?|columns?)\b.{0,60}\b(?:comes?|reads?|writes?|written|from|used?|feeds?)\b|\binputs? (?:and|,) outputs?\b|\bwhat happens in (?:here|there|this)\b/i,
    ],
    [3, /\bas a table\b|\bshorter\b|\bas (?:html|confluence|pdf)\b/i],
  ],
  review: [
    [
      4.5,
      /\blint\w*|\breview\w*|\baudit\b|\b(?:bad|best|good) practices?\b|\banti-?patterns?\b|\bcode smells?\b|\bmodule level\b|\btop[- ]level\b/i,
    ],
    [
      4.5,
      /\bmigrat\w+ check\b|\b(?:ready|compatible|work|works|run|runs|ok|fit)\b.{0,20}\bairflow ?[23]\b|\bdeprecat\w*|\bobsolete\b|\bveraltet\w*|\bobsolet\w*|\boutdated imports?\b|\bremoved in\b/i,
    ],
    [
      4.5,
      /\bwould you merge\b|\bdid i (?:forget|miss)\b|\bfeels wrong\b|\b(?:good|bad|guter|schlechter|bon) (?:style|stil)\b|\bstyle\b|\banything (?:wrong|bad) (?:with|in|about) (?:how|this|my|the)\b|\bwrong with how\b/i,
    ],
    [
      4,
      /\b(?:check|checks?|validate|verify|prufe?\w*|verifie\w*|revisa\w*)\b.{0,40}\bdags?\b|\bdags? checks?\b/i,
    ],
    [2.5, /\bcheck\b|\bimprove\b|\bmistakes?\b|\bvalidate\b/i],
  ],
};
