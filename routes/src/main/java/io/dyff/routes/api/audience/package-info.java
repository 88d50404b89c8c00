/** What rules of an entity, or of the one that it is part of, hide from callers whose grants would let them read it. */
package io.dyff.routes.api.audience;
