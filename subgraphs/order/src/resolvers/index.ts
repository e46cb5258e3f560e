import { money as Money } from '@souk/subgraph';
import { type Resolvers } from '../generated/graphql.js';
import { Cart } from './cart.js';
import { CartLine } from './cart-line.js';
import { CartProblem, PriceChangedProblem, StockShortProblem } from './cart-problem.js';
import { CheckoutInDoubt } from './checkout-in-doubt.js';
import { Mutation } from './mutation.js';
import { Order } from './order.js';
import { OrderConnection } from './order-connection.js';
import { OrderEvent, OrderImported, OrderPaymentChanged, OrderShipmentChanged, OrderStateChanged } from './order-event.js';
import { OrderLine } from './order-line.js';
import { OrderProgress } from './order-progress.js';
import { Payment } from './payment.js';
import { Query } from './query.js';
import { SalesReport } from './sales-report.js';
import { Subscription } from './subscription.js';
import { User } from './user.js';

export const resolvers: Resolvers = {
  Query, Mutation, Subscription, User, Money,
  Cart, CartLine, CartProblem, PriceChangedProblem, StockShortProblem,
  Order, OrderConnection, OrderLine, Payment, OrderEvent, OrderStateChanged, OrderPaymentChanged, OrderShipmentChanged, OrderImported, OrderProgress,
  SalesReport, CheckoutInDoubt,
};
