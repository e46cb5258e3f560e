import { runService } from '@souk/service';
import { loadPaymentSandboxConfig } from './config.js';
import { createPaymentSandbox } from './payment-sandbox.js';

await runService({ name: 'payment-sandbox', load: loadPaymentSandboxConfig, start: (config, logger) => createPaymentSandbox({ ...config, logger }) });
