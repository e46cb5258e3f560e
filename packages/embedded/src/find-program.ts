import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { searchPath } from './config.js';

/** Debian keeps servers where an ordinary user's PATH does not look. */
const SERVER_FOLDERS = ['/usr/sbin', '/usr/local/sbin'];

/** The program's full path, or undefined where this machine has none. */
export const findProgram = (program: string): string | undefined =>
  [...searchPath().split(delimiter), ...SERVER_FOLDERS].map((folder) => join(folder, program)).find((file) => {
    try {
      accessSync(file, constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
