/** A bucket and how objects are kept in it. */
export interface S3Settings {
  readonly bucket: string;
  /** In front of every key; '' or ends with a slash. */
  readonly prefix: string;
  readonly region: string;
  /** Of a storage that is not AWS. */
  readonly endpoint?: string;
  /** Without a key those of the environment, of web identity or of the machine are used. */
  readonly accessKey?: string;
  readonly secretKey?: string;
  readonly encryption?: 'AES256' | 'aws:kms';
  readonly kmsKey?: string;
}

/** The bucket as a person would name it; never with a key. */
export const placeOf = ({ bucket, endpoint }: S3Settings): string =>
  `the bucket "${bucket}"${endpoint === undefined ? '' : ` at ${new URL(endpoint).host}`}`;
