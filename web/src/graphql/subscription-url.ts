/** The endpoint's address for graphql-ws, seen from the page. */
export const subscriptionUrl = (): string => `${window.location.protocol === 'https:' ? 'wss' : 'ws'}://${window.location.host}/graphql`;
