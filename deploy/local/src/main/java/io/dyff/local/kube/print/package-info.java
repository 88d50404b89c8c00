/** Tables as kubectl shows them. */
package io.dyff.local.kube.print;
