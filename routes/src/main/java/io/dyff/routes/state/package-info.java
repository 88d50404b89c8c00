/** The records of the state topic, as everybody reads them who reads them. */
package io.dyff.routes.state;
