/** Containers and clusters of them. */
export const containers = String.raw`
tool docker, podman, nerdctl : runs containers
-H, --host=ADDRESS : the daemon
-c, --context=NAME : the context
--config=DIR : configuration
-D, --debug : tells more
-l, --log-level=LEVEL : level of messages
-v, --version {help} : prints the version
--help, -h {help} : prints help
> ps, images, logs, inspect, stats, top, version, info, port, diff, history, search, events, container ls, container list, container ps, container inspect, container logs, container stats, container top, image ls, image list, image inspect, image history, volume ls, volume list, volume inspect, network ls, network list, network inspect, system df, system info, system events, context ls, context inspect, compose ps, compose logs, compose config, compose images, compose ls, compose top, compose version, compose events, compose port, buildx ls, buildx du, buildx version, service ls, service ps, service logs, service inspect, node ls, node ps, stack ls, stack ps, stack services, manifest inspect, config ls, secret ls {read-only} : shows containers, images and their state
-a, --all : also stopped ones
-q, --quiet : only numbers
-f, --follow : keeps printing
--filter=CONDITION : which
--format=FORMAT : form of the output
-n, --tail, --last=N : the last N
-t, --timestamps : with times
-s, --size : with sizes
-l, --latest : the newest
--since=TIME : from then on
--until=TIME : up to then
--no-trunc : does not shorten
--no-stream : once
--no-log-prefix, --no-color, --digests, --services, -v, --verbose : other forms
* NAME... : container, image, volume or network
> run, create, container run, container create {job-submit stops run-image} : starts a container of an image
-d, --detach : in the background
-i, --interactive : keeps the input open
-t, --tty : with a terminal
--rm : deletes the container afterwards
-v, --volume=MAPPING {mount} : shows a folder of the host to the container
--mount=MAPPING {mount} : shows a folder of the host to the container
-e, --env=NAME=VALUE : sets a variable
--env-file=FILE : sets variables
-p, --publish=PORTS : opens ports
-P, --publish-all : opens all ports
--name=NAME : name of the container
--network, --net=NETWORK : network
-w, --workdir=DIR : starts in DIR
-u, --user=USER : as USER
--entrypoint=PROGRAM {program} : program to run
--privileged {privilege-escalation} : with all rights on the host
--pid=MODE : processes it sees
--cap-add=NAME {privilege-escalation} : with that right
--cap-drop=NAME : without that right
-m, --memory=SIZE : at most so much memory
--cpus=N : at most so many processors
--restart=POLICY : when it is started again
-h, --hostname=NAME : name of the host
-l, --label=TEXT : label
--platform=NAME : platform
--pull=WHEN : when to fetch the image
--gpus=LIST : graphics processors
--ulimit, --shm-size, --add-host, --dns, --link, --log-driver, --log-opt, --device, --security-opt, --tmpfs, --health-cmd, --init-path, --ip, --ipc, --userns=VALUE : setting
--init, --read-only, --no-healthcheck, -q : setting
* IMAGE : image
* COMMAND... : command in the container
> exec, container exec, compose exec {wrapper stops} : runs a command in a running container
-i, --interactive : keeps the input open
-t, --tty : with a terminal
-T, --no-tty, --no-TTY : without a terminal
-d, --detach : in the background
-u, --user=USER : as USER
-e, --env=NAME=VALUE : sets a variable
-w, --workdir=DIR : starts in DIR
--privileged {privilege-escalation} : with all rights
--index=N : which of several
* CONTAINER : container
* COMMAND... : command to run
> compose run {job-submit stops run-image} : runs a command in a new container of a service
--rm, -d, -T, --no-deps, --service-ports : how
-e, -v, -u, -w, --name=VALUE : setting
--entrypoint=PROGRAM {program} : program to run
* SERVICE : service
* COMMAND... : command to run
> start, stop, restart, pause, unpause, rename, update, wait, container start, container stop, container restart, compose start, compose stop, compose restart, compose up, compose pause, compose unpause, service update, service scale, compose scale, attach, network create, network connect, network disconnect, volume create, swarm init, swarm join, stack deploy, service create, node update, context use, context create {service-change} : changes containers
-t, --time, --timeout=SECONDS : waits so long
-d, --detach : in the background
--build : builds images first
-V, --renew-anon-volumes {delete-many} : with new volumes in place of the old ones
--force-recreate, --remove-orphans, --no-deps, --wait, -a, --attach : how
--scale=NUMBERS : so many
-s, --signal=SIGNAL : this signal
* NAME... : container, image, volume or network
> compose : several containers together
-f, --file=FILE : description of the services
-p, --project-name=NAME : name of the project
--env-file=FILE : variables
--profile=NAME : profile
* NAME... : container, image, volume or network
> compose down {service-change} : stops and deletes the containers
-v, --volumes {delete-many} : deletes the volumes with their data
--rmi=WHICH {delete-many} : deletes images
--remove-orphans : also others of the project
-t, --timeout=SECONDS : waits so long
* NAME... : container, image, volume or network
> kill, container kill, compose kill {kill-process} : ends containers at once
-s, --signal=SIGNAL : this signal
* NAME... : container, image, volume or network
> rm, container rm, compose rm {delete-file} : deletes containers
-f, --force : also running ones
-v, --volumes {delete-many} : with their volumes
-l, --link : only the link
-s, --stop : stops them first
* NAME... : container, image, volume or network
> rmi, image rm {delete-file} : deletes images
-f, --force : also used ones
--no-prune : keeps untagged parents
* NAME... : container, image, volume or network
> volume rm {delete-many} : deletes volumes with their data
-f, --force : does not complain
* NAME... : container, image, volume or network
> network rm, context rm, config rm, secret rm, buildx rm {config-change} : deletes settings
-f, --force : without asking
* NAME... : container, image, volume or network
> stack rm, service rm, swarm leave, node rm {service-change} : ends services
-f, --force : without asking
* NAME... : container, image, volume or network
> system prune, container prune, image prune, volume prune, network prune, builder prune, buildx prune {delete-many} : deletes everything that is not in use
-a, --all : also what is only not used now
-f, --force : without asking
--volumes : with volumes
--filter=CONDITION : which
* NAME... : container, image, volume or network
> pull, compose pull, image pull {network-download} : fetches images
-a, --all-tags, -q, --quiet : how
--platform=NAME : platform
* NAME... : container, image, volume or network
> push, compose push, image push {network-send} : sends images
-a, --all-tags, -q, --quiet : how
* NAME... : container, image, volume or network
> build, compose build, buildx build, image build {job-submit} : builds images
-t, --tag=NAME : name of the image
-f, --file=FILE : description
--build-arg=NAME=VALUE : argument
--target=STAGE : stage
--platform=NAME : platform
--no-cache, --pull, -q, --quiet, --push, --load : how
--progress, --secret, --ssh, --output, -o, --label, --network=VALUE : setting
* NAME... : container, image, volume or network
> tag, commit, import, load, image tag, image load, container commit {config-change} : makes images
-i, --input=FILE : from FILE
-a, --author, -m, --message=TEXT : about it
* NAME... : container, image, volume or network
> cp, save, export, container cp, image save, container export {create-file} : copies out of or into containers
-o, --output=FILE {writes overwrite-file} : writes to FILE
-a, -L : how
* NAME... : container, image, volume or network
> login {credential-use} : signs in
-u, --username=NAME : name
-p, --password=TEXT {credential-use} : the password, which other users can see
--password-stdin : reads the password
* NAME... : container, image, volume or network
> logout {config-change} : signs out
* NAME... : container, image, volume or network

tool docker-compose {service-change} : several containers together
-f, --file=FILE : description of the services
-p, --project-name=NAME : name of the project
--env-file=FILE : variables
--profile=NAME : profile
> ps, logs, config, images, top, version, port, ls, events {read-only} : shows containers and their state
-f, --follow : keeps printing
--tail=N : the last N lines
-t, -q, -a, --services, --no-color : how
* SERVICE... : service
> up, start, stop, restart, pause, unpause, pull, build, create, scale {service-change} : changes containers
-d, --detach, --build, --force-recreate, --remove-orphans, --no-deps, --no-cache : how
-t, --timeout, --scale=VALUE : setting
-V, --renew-anon-volumes {delete-many} : with new volumes in place of the old ones
* SERVICE... : service
> down {service-change} : stops and deletes the containers
-v, --volumes {delete-many} : deletes the volumes with their data
--rmi=WHICH {delete-many} : deletes images
--remove-orphans : also others of the project
-t, --timeout=SECONDS : waits so long
* SERVICE... : service
> kill {kill-process} : ends containers at once
-s=SIGNAL : this signal
* SERVICE... : service
> rm {delete-file} : deletes containers
-f, --force, -s, --stop : how
-v {delete-many} : with their volumes
* SERVICE... : service
> exec {wrapper stops} : runs a command in a running container
-T, -d, --privileged : how
-u, --user, -e, --env, -w, --workdir, --index=VALUE : setting
* SERVICE : service
* COMMAND... : command to run
> run {job-submit stops run-image} : runs a command in a new container of a service
--rm, -d, -T, --no-deps, --service-ports : how
-e, -v, -u, -w, --name=VALUE : setting
--entrypoint=PROGRAM {program} : program to run
* SERVICE : service
* COMMAND... : command to run

tool kubectl, oc, k {config-change} : controls a Kubernetes cluster
-n, --namespace=NAME : in that namespace
-A, --all-namespaces : in all namespaces
-l, --selector=LABELS : with these labels
-o, --output=FORMAT : form of the output
-f, --filename=FILE : described in FILE
-k, --kustomize=DIR : described in DIR
-R, --recursive : also folders below
-c, --container=NAME : that container
--context=NAME : that cluster
--cluster=NAME : that cluster
--kubeconfig=FILE : configuration
--user=NAME : that user
--as=NAME : as another user
-s, --server=ADDRESS : address of the cluster
--token=TOKEN : token
--request-timeout=TIME : gives up after that time
--field-selector=CONDITION : whose fields match
--dry-run[=WHERE] {dry-run} : only shows what would be done; none does it
--all : all of that kind
--show-labels : with labels
--no-headers : without a header
--sort-by=PATH : order
-w, --watch : keeps printing
-v, --v=LEVEL : how much to tell
--wait[=YES] : waits until it is done
--timeout=TIME : waits so long
-h, --help {help} : prints help
> get, describe, logs, top, explain, version, api-resources, api-versions, cluster-info, events, diff, auth can-i, auth whoami, config view, config get-contexts, config current-context, config get-clusters, config get-users, rollout status, rollout history, wait, options, kustomize, completion, plugin list {read-only} : shows what is in the cluster
-p, --previous : of the container before the restart
--tail=N : the last N lines
-f, --follow, --filename : keeps printing; of get and describe: described in a file
--since=TIME : of that time
--since-time=TIME : from then on
--timestamps : with times
--all-containers : of all containers
--prefix : with names
-L, --label-columns=LABELS : with these labels as columns
--show-events : with events
--containers : by container
--for=CONDITION : waits for that
--revision=N : that revision
--limit-bytes=N : at most so many bytes
--max-log-requests=N : at most so many at once
--ignore-not-found : does not complain of missing ones
--raw=ADDRESS : asks that address
--minify, --client, --short, --watch-only, --show-kind, --chunk-size : how
* OBJECT... : kind and name of objects
> delete {cluster-delete} : deletes objects of the cluster
--force : without waiting for the end
--grace-period=SECONDS : time to end
--now : at once
--ignore-not-found : does not complain of missing ones
--cascade[=HOW] : what depends on them
-i, --interactive : asks
* OBJECT... : kind and name of objects
> apply, create, replace, patch, edit, label, annotate, set, expose, autoscale, taint, cordon, uncordon, certificate, config, config use-context, config set-context, config set, run, debug, auth reconcile {config-change} : changes objects of the cluster
--force {cluster-delete} : deletes and makes them again
--prune {cluster-delete} : deletes what is not described
--overwrite : replaces values
--type=KIND : kind of change
-p, --patch=JSON : change
--image=IMAGE : image
--replicas=N : so many
--from-literal=NAME=VALUE : value
--from-file=FILE : value
--record, --validate, --server-side, --save-config, --restart, --port, --env, --rm, -i, -t, -it, --stdin, --tty, --current, --field-manager[=VALUE] : how
* OBJECT... : kind and name of objects
> scale {service-change} : changes how many are running
--replicas=N {scale} : so many
--current-replicas=N : only if there are so many
* OBJECT... : kind and name of objects
> rollout restart, rollout undo, rollout pause, rollout resume {service-change} : starts a deployment again, or an older one
--to-revision=N : that revision
* OBJECT... : kind and name of objects
> drain {service-change} : moves everything off a node
--ignore-daemonsets, --force, --disable-eviction : also these
--delete-emptydir-data, --delete-local-data {delete-many} : with the data in their folders
--grace-period=SECONDS : time to end
* OBJECT... : kind and name of objects
> exec {wrapper} : runs a command in a container
-i, --stdin : keeps the input open
-t, --tty : with a terminal
* POD : pod
* COMMAND... : command to run
> cp {create-file} : copies from or to a container
--retries=N : tries so often
--no-preserve : without owner and permissions
* OBJECT... : kind and name of objects
> port-forward, proxy, attach {network-send} : connects to the cluster
--address=ADDRESS : address here
-p, --port=PORT : port here
-i, -t : with input, with a terminal
* OBJECT... : kind and name of objects

tool helm {config-change} : installs packages in a cluster
-n, --namespace=NAME : in that namespace
-f, --values=FILE : values
--set, --set-string, --set-file=VALUES : values
--version=VERSION : version
--kube-context=NAME : that cluster
--dry-run[=WHERE] {dry-run} : only shows what would be done
-o, --output=FORMAT : form of the output
-A, --all-namespaces : in all namespaces
--wait, --atomic, --debug, --create-namespace, --force, --reuse-values, --no-hooks, -q, -a, --all, --cleanup-on-fail : how
-i, --install : installs what is missing
--timeout=TIME : waits so long
--post-renderer=PROGRAM {program} : runs PROGRAM on what is installed
> list, ls, status, get, history, show, template, lint, search, version, env, diff, repo list, verify {read-only} : shows packages and releases
* NAME... : release, then chart
> install, upgrade, rollback, test, repo, pull, push, package, dependency, plugin, create {config-change} : changes releases
* NAME... : release, then chart
> uninstall, delete, un, del {cluster-delete} : deletes a release with everything in it
--keep-history : remembers the release
* NAME... : release, then chart

tool minikube, kind, k3d, eksctl, kops, kubeadm {service-change} : makes and controls clusters
-n, --name=NAME : name
-p, --profile=NAME : profile
> delete, delete cluster, cluster delete, delete nodegroup, reset {cluster-delete} : deletes a cluster
> status, get, get clusters, get cluster, get nodegroup, list, version, logs, ip, service list, profile list, cluster list {read-only} : shows clusters
`;
