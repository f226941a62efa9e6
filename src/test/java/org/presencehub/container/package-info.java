/** What only a container shows: injection, EJBs and deployments that must fail. Arquillian runs it on the provisioned WildFly. */
@NullMarked
package org.presencehub.container;

import org.jspecify.annotations.NullMarked;
