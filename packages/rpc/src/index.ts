export { Code, ConnectError, type CallOptions, type Client, type ConnectRouter } from '@connectrpc/connect';
export { createRpcClient, type RpcClientOptions } from './client.js';
export { createRpcHandler, rpcCaller, type NodeHandler, type RpcHandlerOptions } from './handler.js';
export { RPC_PATH } from './limits.js';
export { partOf } from './part-of.js';
