import { KEY_OWNERS } from '@souk/auth';
import { SUBGRAPHS } from './config.js';
import { createSecrets, randomSecret } from './secrets.js';

/** Single quotes keep JSON as it is, for Docker Compose and for a shell. */
const line = (name: string, value: string): string => `${name}='${value}'`;

/** Prints an environment file with fresh secrets, as docker-compose.yml wants it: `npm run --silent keys > .env`. */
const main = async (): Promise<void> => {
  const { signingKeys, jwks, paymentSandboxKey } = await createSecrets();
  const lines = [
    '# Secrets of one deployment: keep them out of version control.',
    ...KEY_OWNERS.map((owner) => line(`SOUK_SIGNING_KEY_${owner.toUpperCase()}`, signingKeys[owner])),
    line('SOUK_JWKS', jwks),
    ...SUBGRAPHS.map((name) => line(`POSTGRES_PASSWORD_${name.toUpperCase()}`, randomSecret())),
    line('REDIS_PASSWORD', randomSecret()),
    line('RABBITMQ_PASSWORD', randomSecret()),
    line('PAYMENT_SANDBOX_API_KEY', paymentSandboxKey),
    '# The first administrator; change the address to yours.',
    line('ADMIN_EMAIL', 'admin@example.com'),
    line('ADMIN_PASSWORD', randomSecret()),
  ];
  process.stdout.write(`${lines.join('\n')}\n`);
};

await main();
