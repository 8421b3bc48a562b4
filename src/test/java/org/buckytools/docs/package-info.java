/** Does what the documentation says. */
package org.buckytools.docs;
