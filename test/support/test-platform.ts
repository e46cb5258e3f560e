import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createPlatform, loadPlatformConfig, type Platform, type PlatformConfig } from '@souk/bin';
import { silentLogger } from '@souk/telemetry';

export const TEST_ADMIN = { email: 'admin@test.example', password: 'correct horse battery' };

export interface TestPlatform extends Platform {
  readonly dataDir: string;
  /** SQL statements that the subgraphs have sent so far, without polling. */
  statements(): Promise<number>;
}

/** The whole platform in this process, on free ports and with a folder of its own that goes with it. */
export const startTestPlatform = async (overrides: Partial<PlatformConfig> = {}): Promise<TestPlatform> => {
  const dataDir = await mkdtemp(join(tmpdir(), 'souk-test-'));
  // PostgreSQL runs as another user where the tests run as root.
  await chmod(dataDir, 0o755);
  const config = { ...loadPlatformConfig({}), port: 0, dataDir, demo: false, admin: TEST_ADMIN, ...overrides };
  const platform = await createPlatform(config, silentLogger);
  return {
    ...platform,
    dataDir,
    statements: () => countStatements(platform),
    stop: async () => {
      await platform.stop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
};

const countStatements = async ({ urls }: Platform): Promise<number> => {
  const counts = await Promise.all([urls.catalog, urls.user, urls.order, urls.logistics].map(async (url) => {
    const response = await fetch(`${url}/health/ready`);
    const { statements } = (await response.json()) as { statements: number };
    return statements;
  }));
  return counts.reduce((sum, count) => sum + count, 0);
};
