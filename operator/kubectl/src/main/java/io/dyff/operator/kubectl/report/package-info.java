/** What is said about a resource. Pure: snapshots in, answers out. */
@NullMarked
package io.dyff.operator.kubectl.report;

import org.jspecify.annotations.NullMarked;
