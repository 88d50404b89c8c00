/** What a kind's fields may hold: structural schemas of custom resources, and those read from the client's model for built-in kinds. */
package io.dyff.kube.schema;
