import { command, raw, type Word } from '../quote.ts';
import type { Frame } from '../frame.ts';
import { name, needed, takeName, takeNumber, wishes } from './slots.ts';

const kinds: Readonly<Record<string, string>> = {
  pod: 'pods',
  deployment: 'deployments',
  service: 'services',
  node: 'nodes',
  job: 'jobs',
  cronjob: 'cronjobs',
  configmap: 'configmaps',
  secret: 'secrets',
  namespace: 'namespaces',
  statefulset: 'statefulsets',
  ingress: 'ingresses',
  event: 'events',
  pvc: 'pvc',
  replicaset: 'replicasets',
  daemonset: 'daemonsets',
  container: 'pods',
};

/** kubectl. */
export const kubernetes: Frame = {
  name: 'kubernetes',
  build(scan, { request }) {
    if (
      !/\b(?:kubernetes|kubectl|k8s|pods?|namespaces?|deployments?|statefulsets?|daemonsets?|configmaps?|cronjobs?|replicas|kube|rollout|helm)\b/i.test(
        request.text,
      )
    )
      return null;
    scan.takeAll(
      '(?:using |with |via )?kubectl|(?:on|in|of) (?:the )?(?:kubernetes|k8s)(?: cluster)?|kubernetes|k8s|(?:in|on|of|from) the cluster',
    );
    const everywhere =
      scan.take('(?:in |across |from )?(?:all|every|any)(?: the)? namespaces?') !== null;
    const namespace = everywhere
      ? null
      : takeName(
          scan,
          `(?:(?:in|of|from|to|on) )?(?:the )?(?:k8s |kubernetes )?namespace (?:called |named )?${name}`,
          `(?:in|of|from) (?:the )?${name} namespace`,
        );
    const scope: Word[] = everywhere ? ['-A'] : namespace === null ? [] : ['-n', namespace];
    const make = (...words: Word[]) => ({
      scan,
      command: command('kubectl', ...words.slice(0, 1), ...words.slice(1), ...scope),
    });
    const selector = takeName(
      scan,
      `(?:with|having|whose|that have)(?: the)? labels? (?:is |= ?)?(<K>|<Q>|<I>)`,
      `labell?ed (?:with )?(<K>|<Q>)`,
    );
    const pick: Word[] = selector === null ? [] : ['-l', selector];
    const pod = (): string | null =>
      takeName(
        scan,
        `(?:of|from|for|in|into|inside|on)? ?(?:the )?(?:pod|driver pod|executor pod) (?:called |named )?${name}`,
        `(?:of|from|for|in|into)? ?(?:the )?(<[IQ]\\d+>)(?: pod)?`,
      );

    if (
      scan.take(
        '(?:{show} |stream |tail |follow |watch |see )?(?:the )?(?:container )?logs?(?: lines| output)?(?: of| from| for)?',
      ) ??
      scan.sees('log lines')
    ) {
      const last = takeNumber(
        scan,
        '(?:(?:only )?(?:the )?(?:last|final|most recent|latest) )<N>(?: (?:log )?{lines})?(?: of)?',
        '(?:tail|limit(?:ed)? to) <N>',
      );
      const since = scan.take(
        '(?:,? ?(?:and )?)?(?:(?:only|what|that|which|was|were|is|are|written|logged|printed|produced|of|from|in|within|during|for|the) )*(?:last|past|previous) <A>(?: and (?:after|later|on))?',
        'since <A>(?: ago)?',
      );
      const follow =
        scan.take(
          'follow(?:ing)?|stream(?:ing)?|keep following|live|as (?:they|it) (?:come|comes|arrive|grow)s?(?: in)?|continuously|tail -f|and keep (?:watching|following)(?: them)?',
        ) !== null || /^(?:follow|stream|tail)\b/i.test(request.text);
      const previous =
        scan.take(
          '(?:of |from )?(?:the |its |their )?(?:previous|last|crashed|terminated|earlier)(?: \\(crashed\\)| crashed| terminated)?(?: container)?(?: instance| run)?(?: of)?(?: that crashed| before the restart)?|before (?:it|the) (?:restart(?:ed)?|crash(?:ed)?)',
        ) !== null;
      const stamps = scan.take('(?:with|including|show(?:ing)?) (?:the )?timestamps?') !== null;
      const container = takeName(
        scan,
        `(?:(?:of|from|in|for) )?(?:the )?container (?:called |named )?${name}`,
        `(<[IQ]\\d+>) container`,
      );
      const all = scan.take('(?:of |from )?all (?:its |the )?containers') !== null;
      const deployment = takeName(
        scan,
        `(?:(?:of|from|for) )?(?:the )?(deployment|job|statefulset) ${name}`,
      );
      let target: string | null = null;
      if (deployment !== null) {
        target = takeName(scan, name);
        target = target === null ? null : `${deployment}/${target}`;
      }
      target ??= selector === null ? pod() : null;
      scan.takeAll('pods?|containers?|logs?|{lines}|output');
      return make(
        'logs',
        ...(selector === null ? [needed(scan, target, 'POD')] : pick),
        ...(container ? ['-c', container] : []),
        ...(all ? ['--all-containers'] : []),
        ...(previous ? ['--previous'] : []),
        ...(last ? [`--tail=${last}`] : []),
        ...(since ? [`--since=${shortSpan(since.literals[0]!.value)}`] : []),
        ...(stamps ? ['--timestamps'] : []),
        ...(follow ? ['-f'] : []),
      );
    }
    if (
      scan.take(
        'scale|set the (?:number of )?replicas(?: of)?|(?:increase|reduce|decrease) the (?:number of )?replicas(?: of)?',
      )
    ) {
      const replicas = takeNumber(
        scan,
        '(?:to|with|at) <N> ?(?:replicas?|pods?|instances?)?',
        '<N> (?:replicas?|pods?|instances?)',
      );
      const none = replicas === null && scan.take('(?:down )?to (?:zero|none)(?: replicas| pods)?');
      const kind =
        scan.take('(?:the )?(deployment|statefulset|replicaset)s?')?.groups[1] ?? 'deployment';
      const target = takeName(
        scan,
        `(?:called |named |of )?(<[IQ]\\d+>)`,
        `(?:called |named )?${name}`,
      );
      scan.takeAll('replicas?|down|up|pods?');
      return make(
        'scale',
        `${kind}/${needed(scan, target, 'NAME')}`,
        `--replicas=${none ? '0' : needed(scan, replicas, 'NUMBER')}`,
      );
    }
    const restart = scan.take('(?:rolling )?restart|roll(?:ing)? out again|rollout restart');
    const undo = restart
      ? null
      : scan.take('roll(?:ed|ing)? ?back|undo(?: the last)? (?:rollout|deployment)|revert');
    const rollout =
      restart || undo
        ? null
        : scan.take(
            '(?:the )?(?:rollout|deployment) status|status of (?:the )?rollout|wait (?:for|until) (?:the )?(?:rollout|deployment)',
          );
    if (restart || undo || rollout) {
      const kind =
        scan.take('(?:of |for )?(?:the )?(deployment|statefulset|daemonset)s?')?.groups[1] ??
        'deployment';
      const revision = takeNumber(scan, 'to (?:the )?revision <N>');
      const target = takeName(
        scan,
        `(?:called |named |of )?(<[IQ]\\d+>)`,
        `(?:called |named |of )?${name}`,
      );
      scan.takeAll(
        'to the previous (?:version|revision)|one revision|is (?:done|complete|finished)|rolling|version|last|rollout',
      );
      return make(
        'rollout',
        restart ? 'restart' : undo ? 'undo' : 'status',
        `${kind}/${needed(scan, target, 'NAME')}`,
        ...(revision ? [`--to-revision=${revision}`] : []),
      );
    }
    const run = scan.take(
      '(?:open|start|get|launch) (?:an? )?(?:interactive )?(?:shell|bash|sh)(?: session)?|(?:run|execute)(?: the command)?|exec into|log in to',
    );
    if (run) {
      const shellWanted = /shell|bash|\bsh\b|exec into/i.test(run.text);
      const order = shellWanted ? null : takeName(scan, '(<Q>)');
      const container = takeName(
        scan,
        `(?:(?:of|in) )?(?:the )?container (?:called |named )?${name}`,
      );
      const target = pod();
      scan.takeAll('pods?|inside|interactive(?:ly)?|command');
      const words = order === null ? ['sh'] : order.split(' ');
      return {
        scan,
        command: command(
          'kubectl',
          'exec',
          ...(order === null ? ['-it'] : []),
          ...scope,
          needed(scan, target, 'POD'),
          ...(container ? ['-c', container] : []),
          '--',
          ...words,
        ),
      };
    }
    const forward = scan.take(
      '(?:forward|port[- ]forward)(?:ing)?(?: the)?(?: local)?(?: ports?)? ?<N> (?:to|of|on) ?(?:remote )?(?:port )?(?:<N>)?',
    );
    if (forward) {
      const ports = forward.literals.filter(({ kind }) => kind === 'N').map(({ value }) => value);
      const kind =
        scan.take('(?:of |on |in )?(?:the )?(pod|service|svc|deployment)')?.groups[1] ?? 'pod';
      const target = takeName(scan, `(?:of |on |called |named )*(<[IQ]\\d+>)`, name);
      scan.takeAll('ports?|local');
      return make(
        'port-forward',
        `${kind === 'service' ? 'svc' : kind}/${needed(scan, target, 'NAME')}`,
        ports.length > 1 ? ports.join(':') : ports[0]!,
      );
    }
    const described = scan.take(
      'describe|(?:{show} )?(?:the )?(?:details|description|full state)(?: of| about| for)?|why (?:is|does)(?= .{0,40}(?:pending|not start|stuck))',
    );
    if (described) {
      const kind =
        scan.take('(?:the )?(pod|deployment|service|node|job|cronjob|statefulset|configmap)s?')
          ?.groups[1] ?? 'pod';
      const target = takeName(
        scan,
        `(?:called |named |of )?(<[IQ]\\d+>)`,
        `(?:called |named )?${name}`,
      );
      scan.takeAll('pending|stuck|not starting|events?');
      return make('describe', kind, needed(scan, target, 'NAME'));
    }
    const usage = scan.take(
      '(?:{show} )?(?:the |current )*(?:CPU(?: and| &|,) memory|memory(?: and| &|,) CPU|cpu|memory|resource)(?: usage| use| consumption)?(?: of| by| per| for)?|which (?=(?:pods?|nodes?) use)|top',
    );
    if (usage && /cpu|memory|resource|top/i.test(usage.text)) {
      const kind = scan.take('(?:the |all |each |every )*(node|pod)s?')?.groups[1] ?? 'pod';
      const sort =
        scan.take(
          '(?:,? ?{sorted} )?by (cpu|memory)(?: usage| use| consumption)?',
          '(?:using |by )?(?:the )?most (memory|cpu)',
        )?.groups[1] ?? null;
      scan.takeAll('{descending}|usage|use|consumption|{sorted}|per container');
      return make(
        'top',
        kind === 'node' ? 'nodes' : 'pods',
        ...pick,
        ...(sort ? [`--sort-by=${sort.toLowerCase()}`] : []),
      );
    }
    if (scan.take('{delete}')) {
      const dry = wishes.dry(scan);
      const kind =
        scan.take(
          '(?:the |all |all the )?(pod|deployment|service|job|namespace|configmap|secret|pvc|statefulset|cronjob)s?',
        )?.groups[1] ?? null;
      const failed = scan.take(
        '(?:that are |that have |which are |which have |in phase |in state |with status )?(failed|succeeded|completed|evicted)(?: pods| jobs| ones)?',
      );
      const target = takeName(
        scan,
        `(?:called |named )?(<[IQ]\\d+>)`,
        ...(kind && !failed ? [`(?:called |named )${name}`] : []),
      );
      if (kind === null) return null;
      const phase = failed ? (/failed|evicted/i.test(failed.text) ? 'Failed' : 'Succeeded') : null;
      if (target === null && phase === null && selector === null && namespace === null)
        return {
          scan,
          command:
            needed(scan, null, 'NAME') && command('kubectl', 'get', kinds[kind] ?? kind, ...scope),
        };
      const named = kind === 'namespace' ? (namespace ?? target) : target;
      const words: Word[] = [
        'delete',
        kind === 'namespace' ? 'namespace' : phase || selector ? (kinds[kind] ?? kind) : kind,
        ...(named === null ? [] : [named]),
        ...pick,
        ...(phase ? [`--field-selector=status.phase=${phase}`] : []),
        ...(named === null && !phase && !selector ? [raw('--all')] : []),
        ...(kind === 'namespace' ? [] : scope),
        ...(dry ? ['--dry-run=client'] : []),
      ];
      scan.takeAll('pods?|jobs?|all');
      return {
        scan,
        command: command('kubectl', ...words),
        lookFirst: command('kubectl', ...words, ...(dry ? [] : ['--dry-run=client'])),
      };
    }
    if (scan.take('apply|deploy|create|roll out')) {
      const dry = wishes.dry(scan);
      const file = scan.take(
        '(?:the )?(?:manifests?|files?|resources?|configuration|yaml)?(?: in| from| of| under)? ?<P>(?: folder| directory)?',
      );
      if (file)
        return make('apply', '-f', file.literals[0]!.value, ...(dry ? ['--dry-run=client'] : []));
      return null;
    }
    // Listing.
    const kind = scan.take(
      '(?:the |all |all the )?(pod|deployment|service|node|cronjob|job|configmap|secret|namespace|statefulset|ingress|event|pvc|replicaset|daemonset)(?:e?s)?',
    );
    if (!kind) return null;
    const notPhase = takeName(
      scan,
      `(?:that |which )?(?:are |is )?(?:not|n't|aren't|isn't)(?: in)?(?: the)?(?: (?:phase|state|status))? (running|pending|succeeded|failed|ready)`,
      `(?:whose )?(?:phase|status|state) (?:is )?(?:not|other than) (\\w+)`,
    );
    const phase =
      notPhase === null
        ? takeName(
            scan,
            `(?:that |which )?(?:are |is )?(?:in )?(?:the )?(?:phase |state |status )?(running|pending|succeeded|failed)(?: phase| state)?`,
          )
        : null;
    const capital = (word: string): string => word[0]!.toUpperCase() + word.slice(1).toLowerCase();
    const wide =
      scan.take(
        '(?:and |with |including |showing )*(?:on )?(?:which |the |their |its )*(?:node|nodes|node names?|IPs?|IP addresses?)(?: they (?:run|are running) on| they run)?(?: and (?:the )?(?:ips?|nodes?))?|wide|more details|where they run',
      ) !== null;
    const yaml = scan.take('(?:as|in) (yaml|json)(?: format)?')?.groups[1]?.toLowerCase() ?? null;
    const onlyNames = scan.take('(?:{show} )?(?:only|just) (?:the |their )?names?') !== null;
    const watch = scan.take('watch|and keep watching|continuously') !== null;
    const ordered = scan.take(
      '(?:,? ?{sorted} )?by (?:the |their )?(?:number of )?(age|creation(?: time(?:stamp)?)?|name|restarts?|restart count|time|last timestamp)',
      'newest last|oldest first',
    );
    const sort = ordered
      ? /restart/i.test(ordered.text)
        ? '.status.containerStatuses[0].restartCount'
        : /name/i.test(ordered.text)
          ? '.metadata.name'
          : kind.groups[1] === 'event' && !/creation|age/i.test(ordered.text)
            ? '.lastTimestamp'
            : '.metadata.creationTimestamp'
      : null;
    const target = takeName(scan, `(?:called |named )(<[IQ]\\d+>|[\\w-]+)`, '(<[I]\\d+>)');
    scan.takeAll('are|unhealthy|state|status|phase|currently|restarts?|number of|there');
    const filters = [
      ...(phase ? [`status.phase=${capital(phase)}`] : []),
      ...(notPhase ? [`status.phase!=${capital(notPhase)}`] : []),
    ];
    return make(
      'get',
      kinds[kind.groups[1]!.toLowerCase()] ?? kind.groups[1]!,
      ...(target ? [target] : []),
      ...pick,
      ...(filters.length > 0 ? [`--field-selector=${filters.join(',')}`] : []),
      ...(sort ? [`--sort-by=${sort}`] : []),
      ...(wide ? ['-o', 'wide'] : yaml ? ['-o', yaml] : onlyNames ? ['-o', 'name'] : []),
      ...(watch ? ['-w'] : []),
    );
  },
};

const shortSpan = (seconds: string): string => {
  const value = Number(seconds);
  return value % 3600 === 0
    ? `${value / 3600}h`
    : value % 60 === 0
      ? `${value / 60}m`
      : `${value}s`;
};
