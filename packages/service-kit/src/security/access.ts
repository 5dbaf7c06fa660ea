/**
 * Who may call a route: everybody, or whoever has a permission on a kind of resource. Every route declares one; nothing
 * enforces it yet, so that access control can be switched on in one place.
 */
export type AccessRule = 'public' | { readonly permission: Permission; readonly resource: Resource };

export type Permission = 'read' | 'update' | 'delete' | 'manage';

export type Resource =
  | 'experiment'
  | 'run'
  | 'logged-model'
  | 'trace'
  | 'dataset'
  | 'scorer'
  | 'artifact'
  | 'registered-model'
  | 'webhook'
  | 'deployment'
  | 'project-run';

export function allow(permission: Permission, resource: Resource): AccessRule {
  return { permission, resource };
}
