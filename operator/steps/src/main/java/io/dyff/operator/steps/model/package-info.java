/** The fetch of a model: files of a repository on a hub become objects, laid out as the hub's own client caches them. */
package io.dyff.operator.steps.model;
