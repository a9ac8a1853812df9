/**
 * What keeps a failure of a family from coming back, beyond the fix of this one: checks and limits that would have shown it
 * earlier. Families whose causes have nothing in common are not here.
 */
const byFamily: Readonly<Record<string, readonly string[]>> = {
  memory: [
    'Record the peak memory of executors and driver of each run, and alert when it comes close to the limit.',
    'Record the size of the largest partition and of the inputs: memory fails when data grow or gather at one key.',
  ],
  'resource-limit': ['Watch the use of the limit over time, and alert before it is reached.'],
  storage: ['Alert on free space of the disks that shuffles, spills and logs use.'],
  schema: [
    'Check the schema of inputs against a contract before the job starts.',
    'Let producers announce changes of columns and types, and test consumers with them.',
  ],
  data: ['Check counts, ranges and keys of inputs before they are used, and set bad rows aside.'],
  code: ['Run the changed code on a small sample of real data before it is deployed.'],
  configuration: [
    'Keep settings under version control, and check them where they are deployed, not where they are used.',
  ],
  dependency: [
    'Pin the versions of libraries, and build the same image for development and production.',
  ],
  'version-mismatch': [
    'Pin the versions of clients and servers together, and try an upgrade in a copy of the environment first.',
  ],
  permission: [
    'Keep grants under version control, and check the access of a job when it is deployed.',
  ],
  secret: [
    'Alert before keys, tickets and certificates run out, and rotate them where their users are known.',
  ],
  'missing-object': [
    'Check that inputs are there, with a sensor or a freshness test, before the job starts.',
  ],
  connectivity: [
    'Let clients bear short outages with growing waits, and keep tasks safe to repeat.',
    'Monitor the service from the network of the workers.',
  ],
  availability: [
    'Let clients bear short outages with growing waits, and keep tasks safe to repeat.',
  ],
  timeout: ['Record how long each step takes, and alert when it nears the time limit.'],
  concurrency: [
    'Let one writer at a time change a table, or partition the writes so that they do not meet.',
  ],
  scheduling: ['Watch how long tasks wait in the queue, and alert when it grows.'],
  performance: ['Record the time of each stage, and compare it with the run before.'],
  state: [
    'Back up state before upgrades and changes of configuration, and test that it can be restored.',
  ],
  lifecycle: [
    'Keep tasks safe to repeat, so that a stop from outside costs time and nothing else.',
  ],
  deployment: ['Start the image once in the environment of production before work is sent to it.'],
};

export const preventionOf = (family: string): readonly string[] => byFamily[family] ?? [];
