/** What challenges and families offer beyond the other entities. */
package io.dyff.routes.api.challenge;
