/** The verbs on objects and the rules each kind adds to them. */
package io.dyff.kube.object;
