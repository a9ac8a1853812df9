/** HDFS, YARN, Spark, Hive and Kafka. */
export const hadoop = String.raw`
tool hdfs, hadoop {words} : works with Hadoop
--config=DIR : configuration
--loglevel=LEVEL : level of messages
-D=NAME=VALUE : setting
-fs=ADDRESS : file system
-conf=FILE : configuration
> dfs -ls, dfs -du, dfs -df, dfs -cat, dfs -text, dfs -head, dfs -tail, dfs -stat, dfs -count, dfs -test, dfs -find, dfs -checksum, dfs -getfacl, dfs -getfattr, dfs -help, dfs -usage, fs -ls, fs -du, fs -df, fs -cat, fs -text, fs -head, fs -tail, fs -stat, fs -count, fs -test, fs -find, fs -checksum, fs -getfacl, fs -help, version, classpath, getconf, fsck, dfsadmin -report, dfsadmin -printTopology, dfs -lsr, fs -lsr, dfs -dus, envvars, checknative, oiv, oev, cacheadmin -listPools, haadmin -getServiceState, crypto -listZones {read-only} : lists or prints what HDFS holds
-h : sizes such as 2K
-s : totals
-R : everything below
-r : reversed, or everything below
-d, -e, -f, -z, -w : test or form
-v : with a header
-x : without snapshots
-q, -u : quotas
-t, -S, -C : order and form
-name, -iname=PATTERN : the name matches
-print, -print0 : prints the path
-files, -blocks, -locations, -racks, -list-corruptfileblocks, -openforwrite : what fsck prints
-move {move-or-rename} : fsck moves broken files
-delete {cluster-delete} : fsck deletes broken files
-ignoreCrc, -skipEmptyFile : how
-namenodes, -datanodes, -confKey : what
* PATH... : file or folder in HDFS
> dfs -rm, fs -rm, dfs -rmr, fs -rmr {delete-file} : deletes files
-r, -R : folders with everything in them
-skipTrash : without the trash folder
-f : does not complain of missing ones
-safely : asks before large folders
* PATH... : file or folder in HDFS
> dfs -rmdir, fs -rmdir {delete-file} : deletes empty folders
--ignore-fail-on-non-empty : does not complain
* PATH... : folder in HDFS
> dfs -expunge, fs -expunge {cluster-delete} : empties the trash folder
-immediate : at once
> dfs -put, dfs -copyFromLocal, fs -put, fs -copyFromLocal, dfs -appendToFile, fs -appendToFile, dfs -moveFromLocal, fs -moveFromLocal {network-send create-file} : copies files into HDFS
-f {overwrite-file} : replaces existing files
-p : keeps times and permissions
-l, -d, -q : how
-t=N : with N threads
* PATH... : files here, then a path in HDFS
> dfs -get, dfs -copyToLocal, dfs -getmerge, fs -get, fs -copyToLocal, fs -getmerge {create-file} : copies files out of HDFS
-f {overwrite-file} : replaces existing files
-p, -crc, -ignoreCrc, -nl, -skip-empty-file : how
* PATH... : path in HDFS, then a file here
> dfs -cp, fs -cp, dfs -mkdir, fs -mkdir, dfs -touchz, fs -touchz, dfs -touch, fs -touch, dfs -createSnapshot, fs -createSnapshot, dfs -setrep, fs -setrep, dfs -concat, fs -concat {create-file} : makes or copies files in HDFS
-f {overwrite-file} : replaces existing files
-p : with the folders above, or keeping properties
-w : waits
-R : everything below
* PATH... : path in HDFS
> dfs -mv, fs -mv {move-or-rename} : moves files in HDFS
* PATH... : path in HDFS
> dfs -chmod, dfs -chown, dfs -chgrp, dfs -setfacl, dfs -setfattr, fs -chmod, fs -chown, fs -chgrp, fs -setfacl {permission-change} : changes permissions in HDFS
-R : everything below
-b, -k, -m, -x, --set : which entries
* ITEM... : permissions, then paths
> dfs -truncate, fs -truncate {truncate-file} : cuts files
-w : waits
* ITEM... : length, then files
> dfs -deleteSnapshot, fs -deleteSnapshot {cluster-delete} : deletes a snapshot
* ITEM... : folder and snapshot
> dfsadmin, balancer, mover, haadmin, cacheadmin, crypto, ec, storagepolicies, diskbalancer, lsSnapshottableDir, snapshotDiff, zkfc {service-change} : administers HDFS
-safemode, -refreshNodes, -allowSnapshot, -setQuota, -clrQuota, -setSpaceQuota, -threshold, -failover : what
> namenode, datanode, journalnode, secondarynamenode {service-change} : runs a service of HDFS
-format {format-filesystem} : formats the file system, everything in it is lost
-initializeSharedEdits, -bootstrapStandby, -importCheckpoint, -rollback {format-filesystem} : replaces the state
> distcp {job-submit network-send create-file} : copies with many workers
-update : only what differs
-overwrite {overwrite-file} : replaces everything
-delete {cluster-delete} : deletes at the target what the source does not have
-m, -bandwidth, -log, -f, -filters=VALUE : setting
-p, -i, -skipcrccheck, -append, -diff, -async, -direct : how
> jar {job-submit} : runs a program on the cluster
* ITEM... : jar, class and arguments
> key delete, credential delete {credential-change} : deletes a key
> archive {job-submit create-file} : packs files

tool yarn, mapred {words} : controls applications of a Hadoop cluster
--config=DIR : configuration
> application, app {read-only} : applications
-list : lists them
-status=ID : shows one
-appStates=LIST : in these states
-appTypes=LIST : of these types
-kill=ID... {kill-forced} : ends applications with all their work
-movetoqueue=ID {service-change} : moves to another queue
-queue=NAME : queue
-updatePriority=N {service-change} : changes the priority
-appId=ID : application
-stop, -start, -destroy, -launch=NAME {kill-forced} : starts, stops or deletes a service
* ITEM... : number or argument
> applicationattempt, container, node, queue, logs, version, classpath, cluster, top, timelinereader, historyserver-info, envvars, nodeattributes {read-only} : shows facts of the cluster
-list : lists
-status=ID : shows one
-applicationId=ID : application
-containerId=ID : container
-nodeAddress=ADDRESS : node
-appOwner=NAME : owner
-log_files, -log_files_pattern, -size, -size_limit_mb=VALUE : which lines
-all, -states, -showDetails, -am, -show_application_log_info, -show_container_log_info, -logFiles[=VALUE] : which
-out=DIR {writes create-file} : writes into DIR
-fail=ID {kill-process} : fails an attempt
-signal=ID {kill-process} : sends a signal
* ITEM... : number or argument
> job, queue {read-only} : jobs of MapReduce
-list, -status, -history, -counter, -events, -logs : shows jobs
-kill=ID {kill-forced} : ends a job
-kill-task, -fail-task=ID {kill-process} : ends a task
-set-priority=ID {service-change} : changes the priority
* ITEM... : number or argument
> jar {job-submit} : runs a program on the cluster
* ITEM... : number or argument
> rmadmin, resourcemanager, nodemanager, daemonlog, sharedcachemanager, scmadmin, schedulerconf {service-change} : administers the cluster
-refreshQueues, -refreshNodes, -refreshUserToGroupsMappings, -transitionToStandby, -transitionToActive : what
-format-state-store, -remove-application-from-state-store {cluster-delete} : deletes the state of applications
* ITEM... : number or argument

tool spark-submit, spark3-submit, dse-spark-submit {job-submit stops} : runs a Spark application
--master=ADDRESS : cluster manager: yarn, k8s://…, spark://…, local[N]
--deploy-mode=MODE : driver here (client) or in the cluster (cluster)
--class=NAME : main class
--name=NAME : name of the application
--conf, -c=NAME=VALUE : setting
--properties-file=FILE : settings from FILE
--num-executors=N : so many executors
--executor-cores=N : cores of an executor
--total-executor-cores=N : cores of all executors together
--executor-memory=SIZE : memory of an executor
--driver-memory=SIZE : memory of the driver
--driver-cores=N : cores of the driver
--driver-java-options, --driver-class-path, --driver-library-path=TEXT : Java settings of the driver
--jars=FILES : more jar files
--packages=LIST : packages to fetch
--exclude-packages=LIST : packages to leave out
--repositories=LIST : where to fetch from
--py-files=FILES : more Python files
--files=FILES : files for the work folder
--archives=FILES : archives for the work folder
--queue=NAME : queue of the cluster
--principal=NAME : Kerberos name
--keytab=FILE : Kerberos key
--proxy-user=NAME : as another user
--kill=ID {kill-forced} : ends a driver
--status=ID {read-only} : shows a driver
--supervise : starts the driver again when it fails
--verbose, -v : tells more
--version, --help, -h {help} : prints help or the version
* APPLICATION : jar or Python file
* ARGUMENT... : given to the application

tool spark-sql, spark-shell, pyspark, sparkR {query} : runs SQL or an interactive Spark session
-e=SQL {sql} : runs this SQL
-f=FILE {sql-file} : runs SQL from FILE
-i=FILE {sql-file} : runs FILE first
--hivevar, --hiveconf, -d, --define=NAME=VALUE : sets a variable
--database=NAME : database
-S, --silent, -v, --verbose : how much to tell
--master=ADDRESS : cluster manager
--deploy-mode=MODE : driver here or in the cluster
--conf, -c=NAME=VALUE : setting
--num-executors=N : so many executors
--executor-cores=N : cores of an executor
--executor-memory=SIZE : memory of an executor
--driver-memory=SIZE : memory of the driver
--jars, --packages, --py-files, --files, --queue, --name, --properties-file=VALUE : setting
--version, --help, -h {help} : prints help or the version

tool hive, beeline, impala-shell {query} : runs SQL on Hive or Impala
-e, -q, --query=SQL {sql} : runs this SQL
-f=FILE {sql-file} : runs SQL from FILE
-i=ADDRESS : first file, or host
-u=ADDRESS : address
-n=NAME : user
-p=TEXT : password
-d=NAME : driver or database
-w=FILE : password from FILE
--hiveconf, --hivevar, --outputformat, --showHeader, --silent, --var, --delimiter[=VALUE] : setting
--fastConnect, -S, -v, -k, -B, --ssl, --print_header : how
-o, --output_file=FILE {writes overwrite-file} : writes to FILE
-database, --database=NAME : database

tool sqoop {words} : moves tables between databases and Hadoop
--connect, --username, --password-file, --table, --columns, --where, --target-dir, --export-dir, --split-by, -m, --num-mappers, --hive-table, --hive-database, --fields-terminated-by=VALUE : setting
--password=TEXT {credential-use} : the password, which other users can see
-P : asks for the password
--query, -e=SQL {sql} : the statement
--hive-import, --append, --as-parquetfile, --direct : how
--delete-target-dir {cluster-delete} : deletes the target first
--hive-overwrite {database-destroy} : replaces the whole table
> import, import-all-tables {job-submit create-file} : copies tables into Hadoop
> export {job-submit database-write} : copies files into a table
> eval {query} : runs SQL
> list-tables, list-databases, help, version {read-only} : lists tables
> job, merge, codegen {job-submit} : saved jobs

tool flink : runs streaming jobs
-s, --fromSavepoint, -p, --parallelism, -c, --class, -m, --jobmanager, -t, --target, -D=VALUE : setting
-d, --detached : in the background
> run, run-application {job-submit} : starts a job
> list, info {read-only} : shows jobs
> savepoint {create-file} : saves the state
> cancel, stop {kill-process} : ends a job

tool kafka-topics {read-only words} : lists and changes topics of Kafka
--bootstrap-server=ADDRESS : brokers
--zookeeper=ADDRESS : Zookeeper (old)
--command-config=FILE : settings of the client
--topic=NAME : topic, or a pattern
--list : lists topics
--describe : shows topics
--create {config-change} : makes a topic
--alter {config-change} : changes a topic
--delete {cluster-delete} : deletes topics with their data
--partitions=N : so many partitions
--replication-factor=N : so many copies
--config=NAME=VALUE : setting of the topic
--if-exists, --if-not-exists : does not complain
--under-replicated-partitions, --unavailable-partitions, --topics-with-overrides, --exclude-internal : which
--version, --help {help} : prints help or the version

tool kafka-console-consumer {read-only words} : prints messages of a topic
--bootstrap-server=ADDRESS : brokers
--topic=NAME : topic
--from-beginning : from the oldest message
--group=NAME {config-change} : as a member of that group, whose position moves
--max-messages=N : at most N messages
--partition=N : partition
--offset=N : from there
--timeout-ms=N : ends after that time without messages
--property, --formatter, --consumer.config, --consumer-property, --key-deserializer, --value-deserializer, --isolation-level, --include, --whitelist, --formatter-property=VALUE : setting

tool kafka-console-producer, kafka-producer-perf-test, kafka-verifiable-producer {network-send words} : sends messages to a topic
--bootstrap-server, --broker-list=ADDRESS : brokers
--topic=NAME : topic
--property, --producer.config, --producer-property, --producer-props, --num-records, --record-size, --throughput, --compression-codec, --request-required-acks=VALUE : setting

tool kafka-consumer-groups {read-only words} : shows and moves groups of consumers
--bootstrap-server=ADDRESS : brokers
--command-config=FILE : settings of the client
--group=NAME : group
--topic=NAME : topic
--list : lists groups
--describe : shows positions and how far behind
--all-groups, --all-topics, --members, --verbose, --state, --offsets, --timeout[=VALUE] : which
--reset-offsets : moves the position of a group
--dry-run {dry-run} : only shows what would be done
--execute {scheduler-reset} : really does it
--to-earliest, --to-latest, --to-current : to there
--to-offset, --to-datetime, --shift-by, --by-duration, --from-file=VALUE : to there
--export : prints the plan
--delete {cluster-delete} : deletes groups
--delete-offsets {cluster-delete} : forgets positions

tool kafka-configs, kafka-acls, kafka-reassign-partitions, kafka-leader-election, kafka-features, kafka-metadata-quorum, kafka-delegation-tokens {config-change words} : shows and changes settings of Kafka
--bootstrap-server=ADDRESS : brokers
--zookeeper=ADDRESS : Zookeeper (old)
--command-config=FILE : settings of the client
--entity-type, --entity-name, --add-config, --topic, --group, --allow-principal, --operation, --reassignment-json-file, --topics-to-move-json-file, --broker-list, --throttle, --election-type, --partition, --user, --principal=VALUE : which
--describe, --list, --verify, --generate {read-only} : shows
--alter, --add, --execute, --producer, --consumer, --all, --all-topic-partitions, --cluster : changes
--delete-config=NAMES {config-change} : takes a setting away
--remove {permission-change} : takes permissions away
--force : does not ask

tool kafka-delete-records {cluster-delete words} : deletes messages of topics up to a position
--bootstrap-server=ADDRESS : brokers
--offset-json-file=FILE : up to where
--command-config=FILE : settings of the client

tool kafka-get-offsets, kafka-run-class, kafka-log-dirs, kafka-broker-api-versions, kafka-dump-log, kafka-consumer-perf-test, kafka-replica-verification {read-only words} : shows facts of Kafka
--bootstrap-server, --broker-list=ADDRESS : brokers
--topic, --topics, --time, --files, --broker, --partitions, --topic-list=VALUE : which
--describe, --print-data-log, --deep-iteration : what

tool kafka-streams-application-reset, kafka-storage {cluster-delete words} : resets applications or storage
--bootstrap-server=ADDRESS : brokers
--application-id, --input-topics, --intermediate-topics, --internal-topics, -t, --cluster-id, -c, --config=VALUE : which
--dry-run {dry-run} : only shows what would be done
--force : does not ask

tool kafka-server-start, kafka-server-stop, zookeeper-server-start, zookeeper-server-stop, connect-standalone, connect-distributed, kafka-mirror-maker {service-change words} : starts or stops a service
-daemon : in the background
* FILE... : settings

tool kcat, kafkacat : reads and writes messages of Kafka
-b=ADDRESS : brokers
-t=TOPIC : topic
-p=N : partition
-o=OFFSET : from there
-c=N : at most N messages
-f=FORMAT : form of the output
-K=TEXT : between key and value
-X=NAME=VALUE : setting
-F=FILE : settings
-C {read-only} : reads messages
-L {read-only} : lists topics and brokers
-Q {read-only} : asks for positions
-P {network-send} : sends messages
-G=GROUP {config-change} : reads as a member of a group
-e, -q, -u, -J, -Z, -D, -v, -E, -T : how
`;
