export { openRemoteFiles, type RemoteFilesOptions } from './open-remote-files.ts';
