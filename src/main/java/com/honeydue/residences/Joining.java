package com.honeydue.residences;

import com.honeydue.bus.InResidence;
import org.jspecify.annotations.Nullable;

/**
 * What a code has done for its user.
 *
 * @param status {@code joined}, or {@code requested} where the owner decides
 * @param role the role they have, or have asked for
 * @param requestId the request that waits; null for who has joined
 */
record Joining(
    String status, long residenceId, String residenceName, String role, @Nullable Long requestId)
    implements InResidence {}
