//===- ZipWriter.cpp - Zip files whose bytes depend on nothing else -------===//
//
// Tested by test/Support/npz-write.test.
//
// A local header is written with room for 64-bit sizes, and patched when its
// entry ends; so nothing but the compressor's window is kept in memory. Format:
// PKWARE's APPNOTE.TXT 6.3, sections 4.3 and 4.5.3.
//
//===----------------------------------------------------------------------===//

#include "quantc/Support/ZipWriter.h"

#include "quantc/Support/Npy.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/Support/EndianStream.h"
#include "llvm/Support/ErrorHandling.h"

#include <zlib.h>

using namespace quantc;

static constexpr uint32_t kMax32 = 0xffffffff;
/// 1980-01-01 00:00, the first date a zip file knows.
static constexpr uint16_t kTime = 0, kDate = 1 << 5 | 1;
static constexpr uint16_t kVersion = 45;   ///< the first with 64-bit sizes
static constexpr uint16_t kUtf8 = 1 << 11; ///< flag: names are UTF-8

struct ZipWriter::Deflater {
  z_stream stream = {};
  Deflater() {
    // Negative window bits: no zlib header around the data.
    if (deflateInit2(&stream, 6, Z_DEFLATED, -15, 8, Z_DEFAULT_STRATEGY) != Z_OK)
      llvm::report_bad_alloc_error("zlib cannot start");
  }
  ~Deflater() { deflateEnd(&stream); }
};

ZipWriter::ZipWriter(llvm::raw_pwrite_stream &os) : os(os), start(os.tell()) {}
ZipWriter::~ZipWriter() = default;

namespace {
/// Little-endian fields in a row.
struct Fields {
  llvm::support::endian::Writer writer;
  explicit Fields(llvm::raw_ostream &os) : writer(os, llvm::endianness::little) {}
  template <typename T> Fields &operator<<(T value) {
    writer.write(value);
    return *this;
  }
};
} // namespace

void ZipWriter::writeLocalHeader(const Entry &entry, llvm::raw_ostream &to) {
  uint16_t method = entry.method == Method::Deflate ? 8 : 0;
  Fields(to) << uint32_t(0x04034b50) << kVersion << kUtf8 << method << kTime << kDate << entry.crc << kMax32 << kMax32
             << uint16_t(entry.name.size()) << uint16_t(20);
  to << entry.name;
  Fields(to) << uint16_t(1) << uint16_t(16) << entry.size << entry.compressedSize;
}

void ZipWriter::beginEntry(llvm::StringRef name, Method method) {
  assert(!isOpen && "entries do not nest");
  isOpen = true;
  entries.push_back({name.str(), method, os.tell() - start});
  writeLocalHeader(entries.back(), os);
  if (method == Method::Deflate)
    deflater = std::make_unique<Deflater>();
}

void ZipWriter::deflateTo(llvm::StringRef bytes, int flush) {
  char buffer[1 << 15];
  z_stream &stream = deflater->stream;
  stream.next_in = reinterpret_cast<Bytef *>(const_cast<char *>(bytes.data()));
  stream.avail_in = bytes.size();
  do {
    stream.next_out = reinterpret_cast<Bytef *>(buffer);
    stream.avail_out = sizeof buffer;
    deflate(&stream, flush);
    size_t made = sizeof buffer - stream.avail_out;
    os.write(buffer, made);
    entries.back().compressedSize += made;
  } while (stream.avail_out == 0);
}

void ZipWriter::write(llvm::StringRef bytes) {
  assert(isOpen && "no entry is open");
  // zlib counts in 32 bits.
  for (constexpr size_t chunk = size_t(1) << 30; !bytes.empty();
       bytes = bytes.drop_front(std::min(chunk, bytes.size()))) {
    llvm::StringRef part = bytes.take_front(chunk);
    Entry &entry = entries.back();
    entry.crc = crc32(entry.crc, reinterpret_cast<const Bytef *>(part.data()), part.size());
    entry.size += part.size();
    if (entry.method == Method::Deflate) {
      deflateTo(part, Z_NO_FLUSH);
    } else {
      os << part;
      entry.compressedSize += part.size();
    }
  }
}

void ZipWriter::endEntry() {
  assert(isOpen && "no entry is open");
  isOpen = false;
  Entry &entry = entries.back();
  if (entry.method == Method::Deflate)
    deflateTo("", Z_FINISH);
  deflater.reset();
  llvm::SmallString<128> header;
  llvm::raw_svector_ostream headerStream(header);
  writeLocalHeader(entry, headerStream);
  os.pwrite(header.data(), header.size(), start + entry.offset);
}

void ZipWriter::finish() {
  assert(!isOpen && "an entry is open");
  uint64_t directory = os.tell() - start;
  for (const Entry &entry : entries) {
    bool isLarge = entry.size >= kMax32 || entry.compressedSize >= kMax32 || entry.offset >= kMax32;
    auto field = [&](uint64_t value) { return isLarge ? kMax32 : uint32_t(value); };
    uint16_t method = entry.method == Method::Deflate ? 8 : 0;
    // Made by: Unix, so that the attributes are a mode: a file, rw-r--r--.
    Fields(os) << uint32_t(0x02014b50) << uint16_t(3 << 8 | kVersion) << kVersion << kUtf8 << method << kTime << kDate
               << entry.crc << field(entry.compressedSize) << field(entry.size) << uint16_t(entry.name.size())
               << uint16_t(isLarge ? 28 : 0) << uint16_t(0) << uint16_t(0) << uint16_t(0) << uint32_t(0100644u << 16)
               << field(entry.offset);
    os << entry.name;
    if (isLarge)
      Fields(os) << uint16_t(1) << uint16_t(24) << entry.size << entry.compressedSize << entry.offset;
  }
  uint64_t end = os.tell() - start, count = entries.size();
  if (count >= 0xffff || end >= kMax32) {
    Fields(os) << uint32_t(0x06064b50) << uint64_t(44) << kVersion << kVersion << uint32_t(0) << uint32_t(0) << count
               << count << end - directory << directory;
    Fields(os) << uint32_t(0x07064b50) << uint32_t(0) << end << uint32_t(1);
  }
  uint16_t shortCount = std::min<uint64_t>(count, 0xffff);
  Fields(os) << uint32_t(0x06054b50) << uint16_t(0) << uint16_t(0) << shortCount << shortCount
             << uint32_t(std::min<uint64_t>(end - directory, kMax32)) << uint32_t(std::min<uint64_t>(directory, kMax32))
             << uint16_t(0);
}

void ZipWriter::add(llvm::StringRef name, llvm::StringRef bytes, Method method) {
  beginEntry(name, method);
  write(bytes);
  endEntry();
}

void ZipWriter::addArray(llvm::StringRef name, const HostTensor &tensor, Method method) {
  beginEntry((name + ".npy").str(), method);
  write(llvm::StringRef(makeNpyHeader(tensor.kind, tensor.shape)));
  write(llvm::ArrayRef<char>(tensor.bytes));
  endEntry();
}
