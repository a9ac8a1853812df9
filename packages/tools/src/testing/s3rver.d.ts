/** The package has no types of its own; this is what is used of it. */
declare module '@20minutes/s3rver' {
  export default class S3rver {
    constructor(options: object);
    readonly httpServer: import('node:http').Server;
    run(): Promise<{ port: number }>;
    close(): Promise<void>;
  }
}
