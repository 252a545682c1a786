// What mediasoup's worker uses of libsrtp 3, on libsrtp 2: there a policy is an open struct, and packets are changed where they lie.
#pragma once

#include <srtp2/srtp.h>

#include <climits>
#include <cstdint>
#include <cstring>
#include <new>

#define srtp_err_status_buffer_small (static_cast<srtp_err_status_t>(28))
#define srtp_err_status_cryptex_err (static_cast<srtp_err_status_t>(29))

namespace srtp3
{
	struct PolicyData
	{
		::srtp_policy_t form{};
		std::uint8_t key[SRTP_MAX_KEY_LEN]{};
	};

	using Policy = PolicyData*;

	inline srtp_err_status_t create_policy(Policy* policy)
	{
		*policy = new (std::nothrow) PolicyData();

		return *policy ? srtp_err_status_ok : srtp_err_status_alloc_fail;
	}

	inline void destroy_policy(Policy policy)
	{
		if (policy)
		{
			explicit_bzero(policy->key, sizeof(policy->key));
		}
		delete policy;
	}

	inline srtp_err_status_t set_ssrc(Policy policy, srtp_ssrc_t ssrc)
	{
		policy->form.ssrc = ssrc;

		return srtp_err_status_ok;
	}

	inline srtp_err_status_t set_profile(Policy policy, srtp_profile_t profile)
	{
		const auto error = srtp_crypto_policy_set_from_profile_for_rtp(&policy->form.rtp, profile);

		return error ? error : srtp_crypto_policy_set_from_profile_for_rtcp(&policy->form.rtcp, profile);
	}

	// Key and salt lie one behind the other in libsrtp 2. The worker knows one key a session, without an identifier (MKI).
	inline srtp_err_status_t add_key(
	  Policy policy, const std::uint8_t* key, size_t keyLen, const std::uint8_t* salt, size_t saltLen, const std::uint8_t*, size_t mkiLen)
	{
		if (mkiLen != 0 || keyLen + saltLen != static_cast<size_t>(policy->form.rtp.cipher_key_len) || keyLen + saltLen > sizeof(policy->key))
		{
			return srtp_err_status_bad_param;
		}
		std::memcpy(policy->key, key, keyLen);
		std::memcpy(policy->key + keyLen, salt, saltLen);

		return srtp_err_status_ok;
	}

	inline srtp_err_status_t set_allow_repeat_tx(Policy policy, bool allow)
	{
		policy->form.allow_repeat_tx = allow ? 1 : 0;

		return srtp_err_status_ok;
	}

	inline srtp_err_status_t set_window_size(Policy policy, size_t size)
	{
		policy->form.window_size = size;

		return srtp_err_status_ok;
	}

	inline srtp_err_status_t create(srtp_t* session, Policy policy)
	{
		policy->form.key  = policy->key;
		policy->form.next = nullptr;

		return ::srtp_create(session, &policy->form);
	}

	// In network byte order, as libsrtp 2 keeps it.
	inline srtp_err_status_t stream_remove(srtp_t session, std::uint32_t ssrc)
	{
		return ::srtp_remove_stream(session, ssrc);
	}

	// Copies the packet to where the result is wanted, with `room` bytes for what is added, and lets libsrtp 2 change it there.
	template<typename Change>
	srtp_err_status_t copied(
	  Change change, srtp_t session, const std::uint8_t* from, size_t fromLen, std::uint8_t* to, size_t* toLen, size_t room)
	{
		if (fromLen > INT_MAX - room)
		{
			return srtp_err_status_bad_param;
		}
		if (*toLen < fromLen + room)
		{
			return srtp_err_status_buffer_small;
		}
		if (from != to)
		{
			std::memmove(to, from, fromLen);
		}
		int len          = static_cast<int>(fromLen);
		const auto error = change(session, to, &len);
		if (!error)
		{
			*toLen = static_cast<size_t>(len);
		}

		return error;
	}

	inline srtp_err_status_t protect(srtp_t session, const std::uint8_t* from, size_t fromLen, std::uint8_t* to, size_t* toLen, size_t)
	{
		return copied(::srtp_protect, session, from, fromLen, to, toLen, SRTP_MAX_TRAILER_LEN);
	}

	inline srtp_err_status_t unprotect(srtp_t session, const std::uint8_t* from, size_t fromLen, std::uint8_t* to, size_t* toLen)
	{
		return copied(::srtp_unprotect, session, from, fromLen, to, toLen, 0);
	}

	// RTCP packets end with their index besides.
	inline srtp_err_status_t protect_rtcp(srtp_t session, const std::uint8_t* from, size_t fromLen, std::uint8_t* to, size_t* toLen, size_t)
	{
		return copied(::srtp_protect_rtcp, session, from, fromLen, to, toLen, SRTP_MAX_TRAILER_LEN + 4);
	}

	inline srtp_err_status_t unprotect_rtcp(srtp_t session, const std::uint8_t* from, size_t fromLen, std::uint8_t* to, size_t* toLen)
	{
		return copied(::srtp_unprotect_rtcp, session, from, fromLen, to, toLen, 0);
	}
} // namespace srtp3

#define srtp_policy_t srtp3::Policy
#define srtp_policy_create srtp3::create_policy
#define srtp_policy_destroy srtp3::destroy_policy
#define srtp_policy_set_ssrc srtp3::set_ssrc
#define srtp_policy_set_profile srtp3::set_profile
#define srtp_policy_add_key srtp3::add_key
#define srtp_policy_set_allow_repeat_tx srtp3::set_allow_repeat_tx
#define srtp_policy_set_window_size srtp3::set_window_size
#define srtp_create srtp3::create
#define srtp_stream_remove srtp3::stream_remove
#define srtp_protect srtp3::protect
#define srtp_unprotect srtp3::unprotect
#define srtp_protect_rtcp srtp3::protect_rtcp
#define srtp_unprotect_rtcp srtp3::unprotect_rtcp
