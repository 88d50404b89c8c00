/** Removes what must not stay: dependents without an owner, the contents of namespaces that end. */
package io.dyff.kube.controllers.collect;
