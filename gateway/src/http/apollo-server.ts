import { randomBytes } from 'node:crypto';
import { ApolloServer } from '@apollo/server';
import {
  ApolloServerPluginCacheControlDisabled, ApolloServerPluginInlineTraceDisabled, ApolloServerPluginLandingPageDisabled, ApolloServerPluginSchemaReportingDisabled, ApolloServerPluginUsageReportingDisabled,
} from '@apollo/server/plugin/disabled';
import { type GraphQLFormattedError } from 'graphql';
import { type Logger } from '@souk/telemetry';
import { type Caller } from '../execution/caller.js';
import { ErrorCode, INTERNAL_MESSAGE } from '../execution/errors.js';
import { type SoukApolloGateway } from '../supergraph/souk-apollo-gateway.js';
import { MAX_TOKENS } from '../plan/max-tokens.js';

/** Apollo Server owns the HTTP protocol (content types, CSRF prevention, persisted queries) and validation; everything after is the gateway's. Nothing in it calls home. */
export const createApolloServer = (gateway: SoukApolloGateway, introspection: boolean, logger: Logger): ApolloServer<Caller> =>
  new ApolloServer<Caller>({
    gateway, introspection, logger,
    parseOptions: { maxTokens: MAX_TOKENS },
    csrfPrevention: true,
    allowBatchedHttpRequests: false,
    includeStacktraceInErrorResponses: false,
    stopOnTerminationSignals: false,
    // Fixed, so that an environment's NODE_ENV changes nothing that clients see.
    nodeEnv: 'production',
    formatError: (formatted, error) => masked(formatted, error, logger),
    plugins: [ApolloServerPluginCacheControlDisabled(), ApolloServerPluginInlineTraceDisabled(), ApolloServerPluginLandingPageDisabled(), ApolloServerPluginSchemaReportingDisabled(), ApolloServerPluginUsageReportingDisabled()],
  });

/** The last line: what the executor made has its trace id already, what failed inside Apollo Server gets one here. */
const masked = (formatted: GraphQLFormattedError, error: unknown, logger: Logger): GraphQLFormattedError => {
  if (formatted.extensions?.['code'] !== ErrorCode.internal || formatted.extensions['traceId'] !== undefined) return formatted;
  const traceId = randomBytes(16).toString('hex');
  logger.error({ err: error, traceId }, 'request failed unexpectedly');
  return { message: INTERNAL_MESSAGE, extensions: { code: ErrorCode.internal, traceId } };
};
