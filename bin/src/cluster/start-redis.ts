import { findProgram, programEnvironment, startWatchedProcess } from '@souk/embedded';
import { StartError } from '../start-error.js';
import { untilAnswers } from './until-answers.js';

/** A Redis of the cluster's own, for caches alone: nothing on disk. Returns its URL. */
export const startRedis = async (port: number, stops: (() => unknown)[]): Promise<string> => {
  const file = findProgram('redis-server');
  if (!file) throw new StartError('Expected redis-server on the PATH or its URL in REDIS_URL (or MEMCACHED_URL), found neither: install redis-server, or set the variable.');
  const redis = startWatchedProcess({ file, args: ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no'], env: programEnvironment(), stopSignal: 'TERM' });
  stops.push(() => redis.stop());
  await untilAnswers({ program: 'redis-server', port, greeting: Buffer.from('PING\r\n'), ended: redis.ended });
  return `redis://127.0.0.1:${port}`;
};
