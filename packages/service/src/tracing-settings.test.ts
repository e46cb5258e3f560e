import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { readSettings } from './read-settings.js';
import { tracingConfig, tracingSettings } from './tracing-settings.js';

const read = (env: Record<string, string>): unknown => tracingConfig(readSettings(z.object(tracingSettings), env));

describe('settings of traces', () => {
  it('are none unless a receiver is named', () => {
    expect(read({})).toBeUndefined();
    expect(read({ OTEL_EXPORTER_OTLP_ENDPOINT: '', OTEL_TRACES_SAMPLER_ARG: '0.5' })).toBeUndefined();
  });

  it.each([
    [{ OTEL_EXPORTER_OTLP_ENDPOINT: 'http://collector:4318' }, { url: 'http://collector:4318/v1/traces', encoding: 'protobuf', ratio: 1 }],
    [{ OTEL_EXPORTER_OTLP_ENDPOINT: 'http://collector:4318/otlp/', OTEL_EXPORTER_OTLP_PROTOCOL: 'http/json' }, { url: 'http://collector:4318/otlp/v1/traces', encoding: 'json', ratio: 1 }],
    [{ OTEL_EXPORTER_OTLP_ENDPOINT: 'http://a', OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: 'https://b/traces', OTEL_TRACES_SAMPLER_ARG: '0.05' }, { url: 'https://b/traces', encoding: 'protobuf', ratio: 0.05 }],
    [{ OTEL_EXPORTER_OTLP_ENDPOINT: 'http://a', OTEL_EXPORTER_OTLP_HEADERS: 'api-key=se%3Dcret, x-tenant=souk' }, { url: 'http://a/v1/traces', encoding: 'protobuf', headers: { 'api-key': 'se=cret', 'x-tenant': 'souk' }, ratio: 1 }],
  ])('%j', (env, config) => {
    expect(read(env)).toEqual(config);
  });

  it.each([
    [{ OTEL_EXPORTER_OTLP_ENDPOINT: 'collector:4318' }, 'OTEL_EXPORTER_OTLP_ENDPOINT: expected a URL that begins with http:// or https://, got something else.'],
    [{ OTEL_EXPORTER_OTLP_PROTOCOL: 'grpc' }, 'OTEL_EXPORTER_OTLP_PROTOCOL: expected http/protobuf or http/json, got something else.'],
    [{ OTEL_TRACES_SAMPLER_ARG: '2' }, 'OTEL_TRACES_SAMPLER_ARG: expected a number from 0 to 1, got something else.'],
    [{ OTEL_EXPORTER_OTLP_HEADERS: 'hunter2' }, 'OTEL_EXPORTER_OTLP_HEADERS: expected name=value, with commas between several, got something else.'],
    [{ OTEL_EXPORTER_OTLP_HEADERS: 'key=%' }, 'OTEL_EXPORTER_OTLP_HEADERS: expected name=value, with commas between several, got something else.'],
  ])('%j are refused by name', (env, message) => {
    expect(() => read(env)).toThrow(message);
  });
});
