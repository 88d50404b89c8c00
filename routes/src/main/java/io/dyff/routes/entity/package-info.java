/** What entities and the requests for them look like: schemas, rules beyond schemas, normal forms, defaults, ids. */
package io.dyff.routes.entity;
