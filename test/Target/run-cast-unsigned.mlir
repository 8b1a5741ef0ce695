// RUN: test-object %s --specials
// RUN: test-object %s --target=x86-64-v3 --specials
// RUN: test-object %s --target=armv8.0-a --compile-only

// Casts of booleans and unsigned integers, and of floats to them.

func.func @main(%x: tensor<40xi1>) -> (tensor<40xf32>) {
  %y = qnn.cast %x : (tensor<40xi1>) -> tensor<40xf32>
  return %y : tensor<40xf32>
}

// -----

func.func @main(%x: tensor<40xf32>) -> (tensor<40xi1>) {
  %y = qnn.cast %x : (tensor<40xf32>) -> tensor<40xi1>
  return %y : tensor<40xi1>
}

// -----

func.func @main(%x: tensor<40xi1>) -> (tensor<40xi8>) {
  %y = qnn.cast %x : (tensor<40xi1>) -> tensor<40xi8>
  return %y : tensor<40xi8>
}

// -----

func.func @main(%x: tensor<40xi1>) -> (tensor<40xi16>) {
  %y = qnn.cast %x : (tensor<40xi1>) -> tensor<40xi16>
  return %y : tensor<40xi16>
}

// -----

func.func @main(%x: tensor<40xi1>) -> (tensor<40xi32>) {
  %y = qnn.cast %x : (tensor<40xi1>) -> tensor<40xi32>
  return %y : tensor<40xi32>
}

// -----

func.func @main(%x: tensor<40xi1>) -> (tensor<40xi64>) {
  %y = qnn.cast %x : (tensor<40xi1>) -> tensor<40xi64>
  return %y : tensor<40xi64>
}

// -----

func.func @main(%x: tensor<40xi1>) -> (tensor<40xui8>) {
  %y = qnn.cast %x : (tensor<40xi1>) -> tensor<40xui8>
  return %y : tensor<40xui8>
}

// -----

func.func @main(%x: tensor<40xi1>) -> (tensor<40xui16>) {
  %y = qnn.cast %x : (tensor<40xi1>) -> tensor<40xui16>
  return %y : tensor<40xui16>
}

// -----

func.func @main(%x: tensor<40xui8>) -> (tensor<40xf32>) {
  %y = qnn.cast %x : (tensor<40xui8>) -> tensor<40xf32>
  return %y : tensor<40xf32>
}

// -----

func.func @main(%x: tensor<40xf32>) -> (tensor<40xui8>) {
  %y = qnn.cast %x : (tensor<40xf32>) -> tensor<40xui8>
  return %y : tensor<40xui8>
}

// -----

func.func @main(%x: tensor<40xui8>) -> (tensor<40xi1>) {
  %y = qnn.cast %x : (tensor<40xui8>) -> tensor<40xi1>
  return %y : tensor<40xi1>
}

// -----

func.func @main(%x: tensor<40xui8>) -> (tensor<40xi8>) {
  %y = qnn.cast %x : (tensor<40xui8>) -> tensor<40xi8>
  return %y : tensor<40xi8>
}

// -----

func.func @main(%x: tensor<40xui8>) -> (tensor<40xi16>) {
  %y = qnn.cast %x : (tensor<40xui8>) -> tensor<40xi16>
  return %y : tensor<40xi16>
}

// -----

func.func @main(%x: tensor<40xui8>) -> (tensor<40xi32>) {
  %y = qnn.cast %x : (tensor<40xui8>) -> tensor<40xi32>
  return %y : tensor<40xi32>
}

// -----

func.func @main(%x: tensor<40xui8>) -> (tensor<40xi64>) {
  %y = qnn.cast %x : (tensor<40xui8>) -> tensor<40xi64>
  return %y : tensor<40xi64>
}

// -----

func.func @main(%x: tensor<40xui8>) -> (tensor<40xui16>) {
  %y = qnn.cast %x : (tensor<40xui8>) -> tensor<40xui16>
  return %y : tensor<40xui16>
}

// -----

func.func @main(%x: tensor<40xui16>) -> (tensor<40xf32>) {
  %y = qnn.cast %x : (tensor<40xui16>) -> tensor<40xf32>
  return %y : tensor<40xf32>
}

// -----

func.func @main(%x: tensor<40xf32>) -> (tensor<40xui16>) {
  %y = qnn.cast %x : (tensor<40xf32>) -> tensor<40xui16>
  return %y : tensor<40xui16>
}

// -----

func.func @main(%x: tensor<40xui16>) -> (tensor<40xi1>) {
  %y = qnn.cast %x : (tensor<40xui16>) -> tensor<40xi1>
  return %y : tensor<40xi1>
}

// -----

func.func @main(%x: tensor<40xui16>) -> (tensor<40xi8>) {
  %y = qnn.cast %x : (tensor<40xui16>) -> tensor<40xi8>
  return %y : tensor<40xi8>
}

// -----

func.func @main(%x: tensor<40xui16>) -> (tensor<40xi16>) {
  %y = qnn.cast %x : (tensor<40xui16>) -> tensor<40xi16>
  return %y : tensor<40xi16>
}

// -----

func.func @main(%x: tensor<40xui16>) -> (tensor<40xi32>) {
  %y = qnn.cast %x : (tensor<40xui16>) -> tensor<40xi32>
  return %y : tensor<40xi32>
}

// -----

func.func @main(%x: tensor<40xui16>) -> (tensor<40xi64>) {
  %y = qnn.cast %x : (tensor<40xui16>) -> tensor<40xi64>
  return %y : tensor<40xi64>
}

// -----

func.func @main(%x: tensor<40xui16>) -> (tensor<40xui8>) {
  %y = qnn.cast %x : (tensor<40xui16>) -> tensor<40xui8>
  return %y : tensor<40xui8>
}
