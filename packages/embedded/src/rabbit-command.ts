import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** What Debian's command on the PATH runs under an account of its own, which could not write into our folder. */
const DEBIAN_PROGRAM = '/usr/lib/rabbitmq/bin/rabbitmq-server';

export interface RabbitCommand {
  readonly file: string;
  readonly env: Readonly<Record<string, string>>;
  readonly url: string;
  /** Erlang's name server, on a port of its own; it outlives the broker unless it is told: `epmd -port … -kill`. */
  readonly epmdPort: number;
}

/**
 * How to run a RabbitMQ of one's own beside any that the machine has: all of its files in the folder, all of its ports
 * (port, port + 1, port + 2) on loopback. Writes its configuration. `program` is rabbitmq-server on the PATH.
 */
export const rabbitCommand = (program: string, folder: string, port: number): RabbitCommand => {
  const epmdPort = port + 2;
  mkdirSync(folder, { recursive: true });
  const configuration = join(folder, 'rabbitmq.conf');
  writeFileSync(configuration, `listeners.tcp.default = 127.0.0.1:${port}\nlog.console = false\n`);
  return {
    file: existsSync(DEBIAN_PROGRAM) ? DEBIAN_PROGRAM : program,
    url: `amqp://guest:guest@127.0.0.1:${port}`,
    epmdPort,
    env: {
      HOME: folder, RABBITMQ_NODENAME: `souk-${port}@localhost`, RABBITMQ_DIST_PORT: String(port + 1), ERL_EPMD_PORT: String(epmdPort), ERL_EPMD_ADDRESS: '127.0.0.1',
      RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS: '-kernel inet_dist_use_interface {127,0,0,1}',
      RABBITMQ_CONFIG_FILE: configuration, RABBITMQ_ADVANCED_CONFIG_FILE: join(folder, 'advanced.config'), RABBITMQ_CONF_ENV_FILE: join(folder, 'rabbitmq-env.conf'),
      RABBITMQ_ENABLED_PLUGINS_FILE: join(folder, 'enabled_plugins'), RABBITMQ_MNESIA_BASE: join(folder, 'data'), RABBITMQ_LOG_BASE: join(folder, 'log'), RABBITMQ_PID_FILE: join(folder, 'pid'),
    },
  };
};
