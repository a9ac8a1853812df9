/** Object stores and cloud services. */
export const cloud = String.raw`
tool aws : works with Amazon's cloud
--profile=NAME : login of that name
--region=NAME : region
--output=FORMAT : form of the output
--query=EXPRESSION : filter of the output
--endpoint-url=ADDRESS : address of the service
--no-cli-pager : without pages
--no-paginate : only the first page
--no-sign-request : without a login
--no-verify-ssl : does not check certificates
--debug : tells more
--color=WHEN : in colours
--cli-read-timeout, --cli-connect-timeout=SECONDS : gives up after that time
--cli-input-json, --cli-input-yaml=TEXT : reads the request
--generate-cli-skeleton[=KIND] {dry-run} : only prints a form of the request
--version {help} : prints the version
--max-items, --page-size, --starting-token, --max-results, --limit=VALUE : part of a list
--instance-ids, --image-id, --filters, --filter, --db-instance-identifier, --table-name, --key, --stack-name, --cluster, --cluster-name, --services, --service, --namespace, --metric-name, --dimensions, --statistics, --period, --start-time, --end-time, --queue-url, --message-body, --topic-arn, --message, --role-name, --user-name, --policy-arn, --function-name, --log-group-name, --stream-name, --repository-name, --secret-id, --parameters, --tags, --name, --names, --id, --ids, --arn, --group-id, --protocol, --port, --cidr, --bucket, --prefix, --state-machine-arn, --execution-arn, --job-id, --job-name, --run-id, --database, --database-name, --catalog, --work-group, --query-string, --query-execution-id=VALUE : value of the request
> s3 ls {read-only} : lists buckets or objects
--recursive : everything below
--human-readable : sizes such as 2K
--summarize : with totals
--request-payer[=WHO] : who pays
* PLACE... : s3://BUCKET/KEY, a path here, or a value
> s3 cp {network-send create-file} : copies objects
--recursive : everything below
--exclude=PATTERN : leaves out such names
--include=PATTERN : takes such names
--dryrun {dry-run} : only shows what would be done
--sse[=KIND], --sse-kms-key-id, --acl, --storage-class, --content-type, --cache-control, --metadata, --expected-size, --source-region, --content-encoding=VALUE : property of the objects
--quiet, --only-show-errors, --no-progress, --follow-symlinks, --no-follow-symlinks, --no-guess-mime-type : how
--request-payer[=WHO] : who pays
* PLACE... : s3://BUCKET/KEY, a path here, or a value
> s3 sync {network-send create-file} : makes one place like another
--delete {cloud-delete} : deletes at the target what the source does not have
--exclude=PATTERN : leaves out such names
--include=PATTERN : takes such names
--dryrun {dry-run} : only shows what would be done
--size-only, --exact-timestamps, --quiet, --only-show-errors, --no-progress, --follow-symlinks, --no-follow-symlinks : how
--sse, --acl, --storage-class, --content-type, --cache-control, --source-region=VALUE : property of the objects
* PLACE... : s3://BUCKET/KEY, a path here, or a value
> s3 rm {cloud-delete} : deletes objects
--recursive : everything below
--exclude=PATTERN : leaves out such names
--include=PATTERN : takes such names
--dryrun {dry-run} : only shows what would be done
--quiet, --only-show-errors : how
* PLACE... : s3://BUCKET/KEY, a path here, or a value
> s3 mv {move-or-rename network-send} : moves objects
--recursive : everything below
--exclude=PATTERN : leaves out such names
--include=PATTERN : takes such names
--dryrun {dry-run} : only shows what would be done
--sse, --acl, --storage-class=VALUE : property of the objects
--quiet, --only-show-errors : how
* PLACE... : s3://BUCKET/KEY, a path here, or a value
> s3 mb {create-file} : makes a bucket
* PLACE... : s3://BUCKET/KEY, a path here, or a value
> s3 rb {cloud-delete} : deletes a bucket
--force : with everything in it
* PLACE... : s3://BUCKET/KEY, a path here, or a value
> s3 presign {credential-use} : makes an address that opens an object to whoever has it
--expires-in=SECONDS : for that time
* PLACE... : s3://BUCKET/KEY, a path here, or a value
> s3 website {config-change} : makes a bucket a site
--index-document, --error-document=NAME : page
* PLACE... : s3://BUCKET/KEY, a path here, or a value
> s3api : requests to the object store
--bucket=NAME : bucket
--key=NAME : object
--prefix=TEXT : names that begin so
--version-id=ID : version
--delete=JSON : objects to delete
--body=FILE : contents
--delimiter, --acl, --policy, --lifecycle-configuration, --versioning-configuration, --tagging, --copy-source=VALUE : setting
* PLACE... : s3://BUCKET/KEY, a path here, or a value
> emr : clusters for Hadoop and Spark
--cluster-id, --cluster-ids=ID : cluster
--step-ids, --steps=LIST : steps
--active, --terminated, --failed : which
--cluster-states=LIST : in these states
* PLACE... : s3://BUCKET/KEY, a path here, or a value
> emr terminate-clusters {cluster-delete} : ends clusters
--cluster-ids=ID : clusters
* PLACE... : s3://BUCKET/KEY, a path here, or a value
> emr add-steps, emr ssh, emr put, emr get, emr socks {job-submit} : runs steps on a cluster
--cluster-id=ID : cluster
--steps=LIST : steps
--key-pair-file=FILE : key
--command=COMMAND {shell} : command on the cluster
* PLACE... : s3://BUCKET/KEY, a path here, or a value
> emr create-cluster {job-submit} : starts a cluster
--name, --release-label, --applications, --instance-type, --instance-count, --instance-groups, --ec2-attributes, --service-role, --log-uri, --steps, --bootstrap-actions, --configurations, --tags=VALUE : setting
--use-default-roles, --auto-terminate : setting
* PLACE... : s3://BUCKET/KEY, a path here, or a value
> athena start-query-execution {query} : runs SQL
--query-string=SQL {sql} : the statement
--query-execution-context, --result-configuration, --work-group=VALUE : setting
* PLACE... : s3://BUCKET/KEY, a path here, or a value
> athena get-query-execution, athena get-query-results {read-only} : shows a query or its result
--query-execution-id=ID : query
* PLACE... : s3://BUCKET/KEY, a path here, or a value
> glue start-job-run, glue start-crawler, stepfunctions start-execution, lambda invoke, batch submit-job, ecs run-task, codebuild start-build, emr-serverless start-job-run, emr-containers start-job-run {job-submit} : starts work
--job-name, --name, --arguments, --function-name, --payload, --state-machine-arn, --input, --job-queue, --job-definition, --cluster, --task-definition, --application-id, --execution-role-arn, --job-driver, --invocation-type, --cli-binary-format=VALUE : setting
* PLACE... : s3://BUCKET/KEY, a path here, or a value
> glue : catalogue and jobs
--database-name=NAME : database
--name, --job-name=NAME : name
--table-name, --run-id, --catalog-id, --expression=VALUE : which
* PLACE... : s3://BUCKET/KEY, a path here, or a value
> logs tail, logs filter-log-events {read-only} : prints log lines
--follow : keeps printing
--since=TIME : of that time
--format=FORMAT : form
--log-group-name, --filter-pattern, --start-time, --end-time, --log-stream-names=VALUE : which
* PLACE... : s3://BUCKET/KEY, a path here, or a value
> sts get-caller-identity, sts decode-authorization-message {read-only} : shows who is signed in
* PLACE... : s3://BUCKET/KEY, a path here, or a value
> secretsmanager get-secret-value, ssm get-parameter, ssm get-parameters, sts get-session-token, sts assume-role, ecr get-login-password, rds generate-db-auth-token {credential-use} : prints a secret
--secret-id, --name, --names, --role-arn, --role-session-name, --hostname, --port, --username=VALUE : which
--with-decryption : in clear text
* PLACE... : s3://BUCKET/KEY, a path here, or a value
> configure list, configure list-profiles, configure get {read-only} : shows settings
* PLACE... : s3://BUCKET/KEY, a path here, or a value
> configure, configure set, sso login, eks update-kubeconfig {config-change} : changes settings
--name, --alias=NAME : name
* PLACE... : s3://BUCKET/KEY, a path here, or a value
> ssm start-session, ssm send-command {dynamic-command} : runs commands on hosts
--target, --targets, --instance-ids, --document-name, --parameters=VALUE : setting
* PLACE... : s3://BUCKET/KEY, a path here, or a value

tool gsutil : works with Google's object store
-m : many at the same time
-q : tells less
-o=OPTION : setting
-h=HEADER : header
-u=PROJECT : project
-D : tells more
> ls, du, stat, cat, version, hash, help {read-only} : lists or prints objects
-l, -L, -r, -R, -b, -h, -s, -a, -d, -p, -c : other forms
* PLACE... : gs://BUCKET/OBJECT, or a path here
> cp {network-send create-file} : copies objects
-r, -R, -n, -z, -J, -c, -P, -e, -a, -v : how
* PLACE... : gs://BUCKET/OBJECT, or a path here
> rsync {network-send create-file} : makes one place like another
-d {cloud-delete} : deletes at the target what the source does not have
-n {dry-run} : only shows what would be done
-r, -R, -c, -C, -e, -i, -u, -p, -P, -J : how
-x=PATTERN : leaves out such names
* PLACE... : gs://BUCKET/OBJECT, or a path here
> mv {move-or-rename network-send} : moves objects
-p : keeps properties
* PLACE... : gs://BUCKET/OBJECT, or a path here
> rm {cloud-delete} : deletes objects
-r, -R, -f, -a, -I : how
* PLACE... : gs://BUCKET/OBJECT, or a path here
> rb {cloud-delete} : deletes buckets
-f : does not stop at errors
* PLACE... : gs://BUCKET/OBJECT, or a path here
> mb, setmeta, rewrite, compose, label, lifecycle, versioning, cors, defacl, retention, notification, web, logging {config-change} : changes settings
-l, -c, -b, -p, -k, -r, -h, -d, -u=VALUE : setting
* PLACE... : gs://BUCKET/OBJECT, or a path here
> acl, iam {permission-change} : access of objects
-r, -R, -u, -d, -g, -f : how
* PLACE... : gs://BUCKET/OBJECT, or a path here
> signurl {credential-use} : makes an address that opens an object
-d=TIME : for that time
* PLACE... : gs://BUCKET/OBJECT, or a path here

tool gcloud, az, doctl, oci, databricks, snow : works with a cloud
--project=NAME : project
--zone=NAME : zone
--region=NAME : region
--format, --output, -o=FORMAT : form of the output
--filter, --query=EXPRESSION : filter
--quiet, -q, --yes, -y : does not ask
--account=NAME : account
--limit=N : at most N
--name, -n=NAME : name
--resource-group, -g=NAME : group
--subscription=NAME : subscription
--profile, -p=NAME : login of that name
--no-wait, --async, --recursive, -r, -R, --verbose, --debug, --all : how
--account-name, --container-name, --source, --destination, --file, -f, --pattern, --location, --json, --cluster-id, --job-id, --command, --network=VALUE : setting
--dryrun, --dry-run {dry-run} : only shows what would be done
--delete-unmatched-destination-objects, --delete-destination {cloud-delete} : deletes at the target what the source does not have

tool azcopy, rclone, s3cmd, s5cmd, mc : copies between object stores
-n, --dry-run {dry-run} : only shows what would be done
-r, --recursive : everything below
-v, -q, -P, --progress, --quiet, --no-progress, -f, --force, -i : how
--include, --exclude, --include-pattern, --exclude-pattern, --transfers, --bwlimit, --config=VALUE : setting
--delete-destination[=YES] {cloud-delete} : deletes at the target what the source does not have
--delete-removed, --remove {cloud-delete} : deletes at the target what the source does not have
> ls, list, lsf, lsd, lsl, du, size, cat, tree, stat, info, check, head, version, find, diff {read-only} : lists or prints objects
* PLACE... : remote or local place
> cp, copy, copyto, put, get, pipe {network-send create-file} : copies objects
* PLACE... : remote or local place
> sync, mirror, bisync {network-send cloud-delete} : makes one place like another, deletes what the source does not have
* PLACE... : remote or local place
> mv, move, moveto {move-or-rename network-send} : moves objects
* PLACE... : remote or local place
> rm, del, delete, remove, purge, rb, rmdir, rmdirs, deletefile, cleanup, expire {cloud-delete} : deletes objects
* PLACE... : remote or local place

tool terraform, tofu, terragrunt : makes what is described exist in a cloud
-chdir=DIR : in DIR
-version, --version, -help, --help {help} : prints help or the version
-var=NAME=VALUE : sets a variable
-var-file=FILE : sets variables
-target=ADDRESS : only that object
-auto-approve : does not ask
-out=FILE : writes the plan to FILE
-json, -no-color, -compact-warnings, -recursive, -diff, -input, -lock, -refresh, -refresh-only, -upgrade, -reconfigure, -migrate-state, -backend, -lock-timeout, -parallelism, -state, -backend-config, -raw, -detailed-exitcode[=VALUE] : how
-check {read-only} : only checks
-destroy {cloud-delete} : deletes everything that is described
-replace=ADDRESS {cloud-delete} : deletes the object and makes it again
> plan {dry-run} : shows what would be done
-destroy : shows what would be deleted
* ADDRESS... : object or plan
> show, output, validate, version, graph, providers, console, state list, state show, state pull, workspace list, workspace show {read-only} : shows what is described and what exists
* ADDRESS... : object or plan
> init, get, fmt, import, taint, untaint, refresh, workspace new, workspace select, state mv, login, logout, force-unlock {config-change} : changes the state or settings
* ADDRESS... : object or plan
> apply {service-change config-change} : makes what is described exist
* ADDRESS... : object or plan
> destroy, workspace delete, state rm {cloud-delete} : deletes what is described
* ADDRESS... : object or plan

tool pulumi, cdk, serverless, sam, ansible-pulumi {service-change} : makes what is described exist in a cloud
-y, --yes, --skip-preview, --all, -f, --force : does not ask
-s, --stack, --profile, --region, --stage=NAME : which
> preview, diff, ls, list, synth, stack ls, stack output, logs, whoami, info, validate {read-only} : shows what would be done
> destroy, remove, delete, stack rm {cloud-delete} : deletes what is described

tool ansible, ansible-playbook {service-change} : changes many hosts
-C, --check {dry-run} : only shows what would be done
-i, --inventory=FILE : hosts
-m, --module-name=NAME : module
-a, --args=TEXT {shell} : arguments; for the shell module a command
-l, --limit=HOSTS : only these
-e, --extra-vars=VALUES : variables
-t, --tags=LIST : only these tasks
-b, --become {privilege-escalation} : as another user
-u, --user=NAME : as that user
-D, --diff, -v, -vv, -vvv, -k, -K, -o : how
-f, --forks=N : so many at once
--list-hosts, --list-tasks, --syntax-check {dry-run} : only lists
* HOSTS... : hosts or playbook
`;
