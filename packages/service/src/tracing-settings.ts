import { type TracingConfig } from '@souk/telemetry';
import { z } from 'zod';
import { httpUrl } from './url-of.js';

const HEADERS = 'expected name=value, with commas between several';
/** `name=value,name=value`, values percent-encoded (OTLP exporter specification, after W3C Baggage). They are credentials, mostly. */
const headers = z.string().transform((text, { addIssue }) => {
  const pairs = text.split(',').map((pair) => /^\s*([!#$%&'*+.^_`|~\w-]+)\s*=\s*([^\s,]*)\s*$/.exec(pair)?.slice(1).map(decoded));
  if (pairs.every((pair): pair is string[] => pair !== undefined && pair.every((part) => part !== undefined))) return Object.fromEntries(pairs) as Readonly<Record<string, string>>;
  addIssue({ code: 'custom', message: HEADERS });
  return z.NEVER;
});

const RATIO = 'expected a number from 0 to 1';

/** What every process reads about traces: OpenTelemetry's own variables. */
export const tracingSettings = {
  OTEL_EXPORTER_OTLP_ENDPOINT: httpUrl.optional(),
  OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: httpUrl.optional(),
  OTEL_EXPORTER_OTLP_PROTOCOL: z.enum(['http/protobuf', 'http/json'], { error: 'expected http/protobuf or http/json' }).optional(),
  OTEL_EXPORTER_OTLP_HEADERS: headers.optional(),
  OTEL_TRACES_SAMPLER_ARG: z.coerce.number({ error: RATIO }).min(0, { error: RATIO }).max(1, { error: RATIO }).optional(),
};

/** Undefined where no receiver is named: then nothing is traced. The traces' own endpoint is taken as it is, the general one is a base (OTLP exporter specification). */
export const tracingConfig = (settings: z.output<z.ZodObject<typeof tracingSettings>>): TracingConfig | undefined => {
  const { OTEL_EXPORTER_OTLP_ENDPOINT: base, OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: own, OTEL_EXPORTER_OTLP_PROTOCOL: protocol, OTEL_EXPORTER_OTLP_HEADERS: headersToSend, OTEL_TRACES_SAMPLER_ARG: ratio = 1 } = settings;
  const url = own ?? (base === undefined ? undefined : `${base.replace(/\/$/, '')}/v1/traces`);
  if (url === undefined) return undefined;
  return { url, encoding: protocol === 'http/json' ? 'json' : 'protobuf', ...(headersToSend === undefined ? {} : { headers: headersToSend }), ratio };
};

const decoded = (part: string): string | undefined => {
  try {
    return decodeURIComponent(part);
  } catch {
    return undefined;
  }
};
