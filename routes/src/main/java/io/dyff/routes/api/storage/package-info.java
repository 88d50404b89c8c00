/** Files of entities in object storage: where they are, who may write or read them, and what was checked about them. */
package io.dyff.routes.api.storage;
