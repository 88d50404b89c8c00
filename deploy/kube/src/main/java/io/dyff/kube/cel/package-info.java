/** The rules in CEL of custom resource definitions: compiled when a definition is stored, evaluated when an object is written. */
package io.dyff.kube.cel;
