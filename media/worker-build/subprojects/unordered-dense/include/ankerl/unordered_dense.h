// What mediasoup's worker uses of ankerl::unordered_dense, on the standard containers.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <type_traits>
#include <unordered_map>
#include <unordered_set>

namespace ankerl::unordered_dense
{
	template<typename Key>
	constexpr bool is_number = std::is_integral_v<Key> || std::is_enum_v<Key> || std::is_pointer_v<Key>;

	template<typename Key, typename = void>
	struct hash : std::hash<Key>
	{
	};

	// The standard hash of a number is the number itself; the worker's own hashes are built on one that spreads.
	template<typename Key>
	struct hash<Key, std::enable_if_t<is_number<Key>>>
	{
		std::size_t operator()(Key key) const noexcept
		{
			auto value = std::uint64_t{ std::hash<Key>{}(key) };
			value      = (value ^ (value >> 32)) * 0x9e3779b97f4a7c15ULL;

			return static_cast<std::size_t>(value ^ (value >> 29));
		}
	};

	template<typename Key, typename Value, typename Hash = hash<Key>, typename Equal = std::equal_to<Key>>
	using map = std::unordered_map<Key, Value, Hash, Equal>;

	template<typename Key, typename Hash = hash<Key>, typename Equal = std::equal_to<Key>>
	using set = std::unordered_set<Key, Hash, Equal>;
} // namespace ankerl::unordered_dense
