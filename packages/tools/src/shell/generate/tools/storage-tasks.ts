import { command, pathWord, pipe } from '../quote.ts';
import type { Frame } from '../frame.ts';
import { taskFrame, thing } from './task.ts';

const onHdfs = '(?:(?:on|in|to|from|of) (?:the )?hdfs(?: {folders}| {files}| path)?)';
const hdfsPath =
  '(?:the )?(?:hdfs )?(?:{folders} |{files} |path )?(<[PU]\\d+>)(?: (?:on|in|from|of) (?:the )?hdfs)?';
const localPath = '(?:the )?(?:local )?(?:{folders} |{files} |path )?(<P>)';

/** HDFS and S3, beyond the usual listing and copying. */
export const storageTasks: Frame = taskFrame(
  'hdfs',
  /\bhdfs\b|<U\d+>|\bglue\b|\bemr\b|\bathena\b/i,
  (scan) => {
    scan.takeAll('(?:using|with) (?:the )?(?:hdfs|aws)(?: cli| command)?');
    return [];
  },
  [
    {
      rules: [
        `(?:copy|download|get|fetch)(?: the)? hdfs (?:{files} |{folders} )?(<P>) (?:to|into|in) ${localPath}`,
        `(?:copy|download|get|fetch) ${hdfsPath} ${onHdfs}? ?(?:to|into) (?:the )?local (?:{folders} |{files} )?(<P>)`,
        `(?:copy|download|get|fetch) ${hdfsPath} from hdfs (?:to|into) ${localPath}`,
      ],
      make: (slot) => ['hdfs', 'dfs', '-get', slot(1), pathWord(slot(2))],
    },
    {
      rules: [
        `(?:merge|concatenate|combine|join)(?: all)?(?: the)?(?: part)?(?: {files})? (?:of|in|under|from) (?:the )?hdfs (?:{folders} )?(<P>)(?: (?:in)?to| as)(?: (?:one|a single|the))?(?: local)?(?: {files})?(?: called| named)? (<P>)`,
        `(?:merge|concatenate|combine|join)(?: all)?(?: the)?(?: part)?(?: {files})? (?:of|in|under|from) (<P>) on hdfs (?:in)?to(?: (?:one|a single|the))?(?: local)?(?: {files})? (<P>)`,
      ],
      make: (slot) => ['hdfs', 'dfs', '-getmerge', slot(1), pathWord(slot(2))],
    },
    {
      rules: [
        `give (?:the )?(group|user) ${thing} (read|write|read and write|full) (?:access|permissions?|rights) (?:to|on|for) ${hdfsPath}`,
      ],
      make: (slot, scan) => {
        const deep = scan.take('recursively|recursive|and everything below(?: it)?') !== null;
        const rights = slot(3) === 'read' ? 'r-x' : slot(3) === 'write' ? '-wx' : 'rwx';
        scan.take(onHdfs);
        return [
          'hdfs',
          'dfs',
          '-setfacl',
          ...(deep ? ['-R'] : []),
          '-m',
          `${slot(1).toLowerCase()}:${slot(2)}:${rights}`,
          slot(4),
        ];
      },
    },
    {
      rules: [
        `(?:check|verify|test)(?: the)? (?:health|integrity|blocks|state|consistency)(?: of)?(?: the| all)?(?: hdfs)?(?: {files})?(?: (?:under|in|below|of))? ${hdfsPath}`,
        `(?:are there|find|{show})(?: any| all)?(?: the)? (?:corrupt|missing|under-?replicated)(?: {files}| blocks)*(?: (?:under|in|below|of)) ${hdfsPath}`,
      ],
      make: (slot, scan, taken) => {
        scan.takeAll(onHdfs, 'hdfs|any');
        return [
          'hdfs',
          'fsck',
          slot(1),
          ...(/corrupt|missing/i.test(taken.text) ? ['-list-corruptfileblocks'] : []),
        ];
      },
    },
    {
      rules: [
        `(?:does|check (?:if|whether)|test (?:if|whether)|is)(?: there)?(?: an?| the)? ${hdfsPath} (?:exists?|is there)(?: ${onHdfs})?`,
      ],
      make: (slot) => `hdfs dfs -test -e ${command(slot(1))} && echo yes || echo no`,
    },
    {
      rules: [
        `(?:change|set)(?: the)? owner of ${hdfsPath} (?:${onHdfs} )?to (?:the )?(?:user )?${thing}(?: and (?:the )?group ${thing})?`,
      ],
      make: (slot, scan) => {
        const deep = scan.take('recursively|recursive|and everything below(?: it)?') !== null;
        scan.take(onHdfs);
        return [
          'hdfs',
          'dfs',
          '-chown',
          ...(deep ? ['-R'] : []),
          slot(3) === '' ? slot(2) : `${slot(2)}:${slot(3)}`,
          slot(1),
        ];
      },
    },
    {
      rules: [
        "(?:sync|synchroni[sz]e|mirror) (<[PU]\\d+>) (?:to|with|into) (<[PU]\\d+>)[\\s,·]*(?:and |,? ?)?(?:(?:also )?delet(?:e|ing)|remov(?:e|ing))(?: (?:the |any |all )?(?:local |remote |destination )?(?:{files}|objects|ones))?(?: (?:that|which))?(?: (?:are|do|is))?(?: (?:no longer|not|n't|missing))?(?: (?:exist|in|at|on|there|present))*(?: (?:the )?(?:bucket|source|origin|s3))?",
      ],
      make: (slot, scan) => {
        const dry =
          scan.take(
            '(?:as )?a? ?dry[- ]run|without (?:really )?(?:copying|deleting|changing)(?: anything)?|only show what would \\w+',
          ) !== null;
        scan.takeAll('not in the bucket|in the (?:bucket|source)|bucket');
        return ['aws', 's3', 'sync', slot(1), slot(2), '--delete', ...(dry ? ['--dryrun'] : [])];
      },
      look: (slot) => ['aws', 's3', 'sync', slot(1), slot(2), '--delete', '--dryrun'],
    },
    {
      rules: [
        '(?:upload|copy|put)(?: the)?(?: {files})? (<P>) to (<U>)[\\s,·]*(?:with|using) (?:server[- ]side )?encryption(?: \\((?:sse|aes-?256)\\))?(?: (?:by|with) (kms))?',
      ],
      make: (slot) => [
        'aws',
        's3',
        'cp',
        pathWord(slot(1)),
        slot(2),
        '--sse',
        ...(slot(3) === '' ? [] : ['aws:kms']),
      ],
    },
    {
      rules: [
        '(?:{show}|read)(?: the)?(?: first(?: (<N>))?(?: {lines})?(?: of)?)?(?: the)?(?: contents? of(?: the)?)?(?: (?:gzip[- ]?(?:ped|compressed)|compressed))?(?: (?:object|file))? (<U>)(?:,? without (?:saving|storing|downloading|writing)(?: it)?(?: to disk| to a file)?| on (?:the )?(?:screen|standard output)|(?= and ))',
      ],
      make: (slot, _, taken) => {
        const url = slot(2);
        if (!url.startsWith('s3:')) return null;
        const first = /\bfirst\b/i.test(taken.text) ? `head -n ${slot(1) || '10'}` : null;
        return pipe(
          command('aws', 's3', 'cp', url, '-'),
          url.endsWith('.gz') ? 'gzip -dc' : null,
          first,
        );
      },
    },
    {
      rules: ['(?:delete|remove)(?: the)?(?: empty)? bucket (<U>|<I>)'],
      make: (slot) => ['aws', 's3', 'rb', slot(1).startsWith('s3:') ? slot(1) : `s3://${slot(1)}`],
      look: (slot) => ['aws', 's3', 'ls', slot(1).startsWith('s3:') ? slot(1) : `s3://${slot(1)}`],
    },
    {
      rules: [`(?:start|run|trigger)(?: the)?(?: aws)? glue job ${thing}`],
      make: (slot) => ['aws', 'glue', 'start-job-run', '--job-name', slot(1)],
    },
    {
      rules: [`(?:{show} )?(?:the )?(?:last |recent )?runs of (?:the )?glue job ${thing}`],
      make: (slot) => ['aws', 'glue', 'get-job-runs', '--job-name', slot(1)],
    },
    {
      rules: ['(?:{show} )?(?:all )?(?:the )?(active|running|terminated|failed)? ?emr clusters'],
      make: (slot) => [
        'aws',
        'emr',
        'list-clusters',
        ...(slot(1) === ''
          ? []
          : [
              /term/i.test(slot(1))
                ? '--terminated'
                : /fail/i.test(slot(1))
                  ? '--failed'
                  : '--active',
            ]),
      ],
    },
  ],
  ['(?:on|in|from|to) hdfs|hdfs|objects?'],
);
