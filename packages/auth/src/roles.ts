/** What a user is to the shop; kept with the account, carried in tokens. */
export const ROLES = ['CUSTOMER', 'PRODUCT_MANAGER', 'OPERATIONS', 'ADMIN'] as const;
export type Role = (typeof ROLES)[number];

/** What `@requiresScopes` in the SDL asks for. */
export const SCOPES = [
  'catalog:write', 'inventory:read', 'inventory:write', 'order:read:any', 'order:write:any', 'shipment:write',
  'wallet:write', 'user:read', 'user:write', 'report:read', 'import:write',
] as const;
export type Scope = (typeof SCOPES)[number];

const SCOPES_OF: Readonly<Record<Role, readonly Scope[]>> = {
  CUSTOMER: [],
  PRODUCT_MANAGER: ['catalog:write', 'inventory:read', 'inventory:write'],
  OPERATIONS: ['inventory:read', 'order:read:any', 'order:write:any', 'shipment:write', 'wallet:write', 'user:read', 'report:read'],
  ADMIN: SCOPES,
};

export const isRole = (text: unknown): text is Role => (ROLES as readonly unknown[]).includes(text);

export const isScope = (text: unknown): text is Scope => (SCOPES as readonly unknown[]).includes(text);

/** Everything that somebody with these roles may do, each scope once, in the order of SCOPES. */
export const scopesOf = (roles: readonly Role[]): readonly Scope[] => {
  const granted = new Set(roles.flatMap((role) => SCOPES_OF[role]));
  return SCOPES.filter((scope) => granted.has(scope));
};
