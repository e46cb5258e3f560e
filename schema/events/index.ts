export { eventContract, newEvent, readEvent, type EventContract, type EventData } from './contract.js';
export * as catalogEvents from './catalog.js';
export * as userEvents from './user.js';
export * as orderEvents from './order.js';
export * as logisticsEvents from './logistics.js';
