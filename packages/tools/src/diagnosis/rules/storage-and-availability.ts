import { anyOf, hint, often, proof, strong, type Rule } from '../rule.ts';

/** Disks, file systems and clusters that cannot keep or serve the data. */
export const storageAndAvailabilityRules: readonly Rule[] = [
  {
    id: 'local_disk_full',
    family: 'storage',
    title: 'Disk full',
    definition: 'A write failed because the disk or its quota had no space left.',
    patterns: [
      proof(
        anyOf(
          /No space left on device|Errno 28\b|ENOSPC|Disk quota exceeded/i,
          /DiskOutOfSpaceException/i,
          /could only be written to 0 of the \d+ minReplication nodes[\s\S]{0,200}?space/i,
        ),
        'The system reports that there is no space left.',
      ),
      strong(
        anyOf(
          /local-dirs are bad|disk usage.{0,40}(?:exceeds|above) (?:the )?(?:threshold|limit)/i,
          /used space above threshold/i,
        ),
        'A node took its full disks out of service.',
      ),
      hint(/all log dirs in \S+ have failed/i, 'The broker can write to none of its disks.'),
      proof(
        anyOf(
          /database or disk is full|could not extend file "[^"]+": /i,
          /There is not enough space on the disk|disk usage exceeded flood-stage watermark/i,
          /TABLESPACE_FULL|The table '[^'\n]+' is full\b|ORA-01653|ORA-01652/i,
          /No free (?:space|or healthy space) available for spill/i,
        ),
        'The system reports that there is no space left.',
      ),
      strong(
        anyOf(
          /No space available in any of the local directories/i,
          /Could not find any valid local directory for/i,
          /usable space is below configured utilization percentage|\bdisk full\b/i,
          /Disk is (?:almost )?full/i,
        ),
        'No local directory has space left.',
      ),
    ],
    checks: [
      'df -h and df -i on that host',
      'Which directory grew: shuffle, spill, logs, checkpoints',
    ],
    fix: [
      'Free or add space; point spark.local.dir or the temp directory to a larger disk',
      'Write less: fewer shuffles, compression, log rotation',
    ],
    lookNext: 'Disk usage of that host over time.',
  },
  {
    id: 'files_changed_during_read',
    family: 'storage',
    title: 'Files vanished between listing and reading',
    definition: 'Another process deleted or rewrote files after the reader had listed them.',
    patterns: [
      proof(
        anyOf(
          /It is possible the underlying files have been updated/i,
          /FileReadException[\s\S]{0,300}?(?:no longer exists|does not exist)/i,
          /FAILED_READ_FILE\.FILE_NOT_EXIST/i,
        ),
        'The reader found files gone that it had listed.',
      ),
      strong(
        /SparkFileNotFoundException|FileNotFoundException:[^\n]{0,300}part-\d{5}/,
        'A data file of a table is gone.',
      ),
      proof(
        anyOf(
          /RemoteFileChangedException|A file referenced in the transaction log cannot be found/,
          /DELTA_FILE_NOT_FOUND/,
          /Change (?:reported by S3|detected) (?:during|while) (?:open|reading)/,
        ),
        'The reader found files changed or gone that its own plan had listed.',
      ),
      strong(
        anyOf(
          /HIVE_(?:CANNOT_OPEN_SPLIT|FILESYSTEM_ERROR|FILE_NOT_FOUND)[\s\S]{0,400}?(?:does not exist|FileNotFound|NoSuchKey)/i,
          /Error opening (?:Hive|Iceberg) split [^\n]{0,300}(?:does not exist|NoSuchKey|FileNotFound)/i,
        ),
        'A split names a file that is gone.',
      ),
    ],
    checks: ['Who overwrites or vacuums the path at that time', 'REFRESH TABLE before the read'],
    fix: [
      'Do not overwrite a path that is being read; use a table format with snapshots',
      'Keep VACUUM retention longer than the longest query',
    ],
    lookNext: 'The schedule and logs of the job that writes this path.',
  },
  {
    id: 'namenode_safe_mode',
    family: 'availability',
    title: 'HDFS NameNode is in safe mode',
    definition:
      'The NameNode refuses changes until enough blocks are reported, or until somebody ends safe mode.',
    patterns: [
      proof(
        /SafeModeException|Name ?node is in safe mode/i,
        'The NameNode says that it is in safe mode.',
      ),
      proof(
        /Waiting for dfs to exit safe mode|(?:namenode|dfs)[^\n]{0,80}in safe ?mode/i,
        'HDFS is in safe mode.',
      ),
    ],
    checks: ['hdfs dfsadmin -safemode get', 'hdfs dfsadmin -report: live nodes, missing blocks'],
    fix: [
      'Bring the missing DataNodes back; leave safe mode by hand only when the blocks are known',
    ],
    lookNext: 'The NameNode log: why it entered safe mode.',
  },
  {
    id: 'no_live_datanodes',
    family: 'availability',
    title: 'No DataNode is available',
    definition: 'HDFS has no storage node that can take or give the block.',
    patterns: [
      proof(
        /There are 0 datanode\(s\) running|could only be (?:replicated|written) to 0 (?:nodes|of the \d+)/i,
        'HDFS found no node to write to.',
      ),
      strong(
        anyOf(
          /BlockMissingException|Could not obtain block/i,
          /No live nodes contain (?:current )?block|no good datanodes/i,
          /All datanodes .{0,200}are bad/i,
        ),
        'No node with the block could be reached.',
      ),
      proof(
        /Live datanodes \(0\)|Number of live data-?nodes:? 0\b/i,
        'The NameNode counts no live DataNode.',
      ),
    ],
    symptomOf: ['local_disk_full', 'cluster_id_mismatch', 'network_partition'],
    checks: ['hdfs dfsadmin -report', 'Free space and state of the DataNodes'],
    fix: ['Start or repair the DataNodes; check that clients can reach their ports'],
    lookNext: 'The log of a DataNode.',
  },
  {
    id: 'not_enough_replicas',
    family: 'availability',
    title: 'Fewer in-sync replicas than required',
    definition:
      'Kafka refused a write because fewer replicas were in sync than min.insync.replicas.',
    patterns: [
      proof(
        anyOf(
          /NotEnoughReplicas(?:AfterAppend)?(?:Exception)?|NOT_ENOUGH_REPLICAS/i,
          /fewer in-sync replicas than required|insufficient to satisfy the min\.isr/i,
        ),
        'The broker names too few in-sync replicas.',
      ),
      strong(
        anyOf(
          /Replication factor: \d+ larger than available brokers: \d+/,
          /The target replication factor of \d+ cannot be reached because only \d+ broker/,
        ),
        'Fewer brokers are there than replicas are asked for.',
      ),
    ],
    checks: ['kafka-topics --describe --under-min-isr-partitions', 'Which broker is down or slow'],
    fix: ['Bring the broker back; match replication factor and min.insync.replicas'],
    lookNext: 'The log of the broker whose replica fell out.',
  },
  {
    id: 'leader_not_available',
    family: 'availability',
    title: 'Partition has no reachable leader',
    definition: 'A Kafka partition had no leader, or not the one the client knew.',
    patterns: [
      often(
        anyOf(
          /LEADER_NOT_AVAILABLE|LeaderNotAvailableException/i,
          /NOT_LEADER_(?:FOR_PARTITION|OR_FOLLOWER)|NotLeaderOrFollowerException/i,
        ),
        'The client found no leader for the partition.',
      ),
      strong(
        /[Cc]orrelation[ _]id:? ?[1-9]\d+[^\n]{0,200}=(?:LEADER_NOT_AVAILABLE|NOT_LEADER)/,
        'After many requests the client still found no leader.',
      ),
      strong(
        anyOf(
          /There is no leader for this topic-partition|[Cc]ouldn'?t find leader/,
          /Failed to get leader|leader (?:for partition )?(?:is )?unavailable/,
          /partitions have leader brokers without a matching listener|Leader: none\b/,
        ),
        'The partition has no leader that clients can reach.',
      ),
    ],
    symptomOf: ['kafka_topic_missing', 'not_enough_replicas'],
    checks: ['kafka-topics --describe --unavailable-partitions'],
    fix: ['Wait for the election, or bring the broker back; retry'],
    lookNext: 'The controller log.',
  },
  {
    id: 'no_worker_nodes',
    family: 'availability',
    title: 'No worker available to run the query',
    definition: 'The cluster answers but has no active worker.',
    patterns: [
      proof(
        /Insufficient active worker nodes|No worker nodes available|No nodes available to schedule[^\n]{0,2000}Available nodes \[\]/i,
        'The coordinator has no worker.',
      ),
      hint(
        /NO_NODES_AVAILABLE|No nodes available to run query/i,
        'No node can run the query: none is active, or none of them has the catalog.',
      ),
    ],
    checks: ['The list of nodes in the coordinator', 'Discovery address of the workers'],
    fix: ['Start workers or fix their discovery'],
    lookNext: 'The log of a worker.',
  },
  {
    id: 'corrupt_file',
    family: 'data',
    title: 'File corrupt or truncated',
    definition: 'A data file is damaged or not of the format that was expected.',
    patterns: [
      proof(
        anyOf(
          /is not a Parquet file|expected magic number at tail|Malformed ORC file/i,
          /Not a valid Avro (?:data )?file|Unexpected end of ZLIB|ChecksumException|BadZipFile/i,
          /CRC error|CRC mismatch|invalid stored block lengths|incorrect header check/i,
        ),
        'The reader found a damaged file.',
      ),
      strong(
        anyOf(
          /EOFException: [Uu]nexpected end of (?:input )?(?:stream|file)|unexpected end of file/,
          /Compressed file ended before/,
        ),
        'The file ends too early.',
      ),
      proof(
        anyOf(
          /Parquet magic bytes not found|Not a Data File/i,
          /is not an? (?:Avro|ORC|SequenceFile|Parquet)(?: data)? file|not a SequenceFile/i,
          /Could not read footer|Invalid Parquet file|[Nn]ot a gzipped file/i,
          /not in (?:GZIP|gzip) format|zlib\.error|FAILED_TO_UNCOMPRESS|Malformed ORC/i,
          /ORC file[^\n]{0,60}(?:corrupt|too short)|File is not a zip file|Stream is corrupted/i,
          /Corrupted? (?:block|footer|header|file|data|parquet|orc|snappy|record|message)\b/i,
          /CorruptRecordException|Record is corrupt|CORRUPTED_FILE/i,
          /CRC32? (?:check )?(?:failed|mismatch)/i,
          /checksum (?:error|mismatch|failed|does not match)|HIVE_BAD_DATA|tar: Unexpected EOF/i,
          /Truncated (?:file|input|data)|_corrupt_record/i,
        ),
        'The reader found a damaged file.',
      ),
    ],
    against: [
      strong(
        /HIVE_BAD_DATA[^\n]{0,200}(?:type|incompatible)/,
        'The message speaks of a type, not of damage.',
      ),
    ],
    symptomOf: ['parquet_schema_mismatch', 'files_changed_during_read'],
    checks: ['Size of the file, and who wrote it last'],
    fix: ['Write the file again; quarantine what does not read'],
    lookNext: 'The log of the job that wrote the file.',
  },
  {
    id: 'shuffle_blocks_lost',
    family: 'state',
    title: 'Shuffle output no longer available',
    definition:
      'Reducers could not fetch shuffle blocks because the executor or its disk that held them is gone.',
    patterns: [
      strong(
        /MetadataFetchFailedException|Missing an output location for shuffle/i,
        'The place of the shuffle output is not known any more.',
      ),
      hint(
        /FetchFailed(?:Exception)?\b|Failed to fetch (?:remote )?(?:shuffle )?block/i,
        'A task could not fetch shuffle blocks.',
      ),
      strong(
        /FetchFailed[\s\S]{0,1500}?(?:Failed to connect to|Connection (?:refused|reset|from \S+ closed)|ClosedChannelException)/,
        'The executor that held the blocks is not there any more.',
      ),
    ],
    symptomOf: ['*'],
    checks: ['Which executor held the blocks, and why it went'],
    fix: ['Cure the loss of the executor; an external shuffle service keeps blocks'],
    lookNext: 'The log of the executor that held the blocks.',
  },
];
